/** Expressions -> values, without running anything: what is not known stays unknown. */
import { Caller } from "./caller";
import { givenValues } from "./given";
import { lost } from "./lost";
import { builtin } from "./builtins";
import { itemAt, itemsOf, sliceOf } from "./items";
import { resolved } from "./names";
import { binary, keyOf, plainText, truthOf, unary } from "./operators";
import { parseExpression } from "./parse";
import type { Clause, Expression } from "./syntax";
import { strided, sum } from "./tensors";
import { type GivenValues, list, NONE, Scope, text, truth, unknown, type Value } from "./values";

export abstract class Evaluator extends Caller {
  evaluate(one: Expression, scope: Scope): Value {
    this.step(one.at);
    switch (one.kind) {
      case "number":
        return { kind: "number", value: one.value, isFloat: one.isFloat };
      case "text":
        return one.isFormatted ? this.formatted(one.value, scope, one.at) : text(one.value);
      case "constant":
        return one.value === null ? NONE : truth(one.value);
      case "name":
        return this.named(one.name, scope, one.at);
      case "list":
        return list(this.spread(one.items, scope), one.form);
      case "dict":
        return {
          kind: "dict",
          entries: new Map(
            one.entries.map(([left, right]) => {
              const key = this.evaluate(left, scope);
              return [keyOf(key), { key, value: this.evaluate(right, scope) }];
            }),
          ),
        };
      case "call":
        return this.called(one, scope);
      case "attribute":
        return this.attributeOf(one, scope);
      case "index":
        return this.indexed(one, scope);
      default:
        return this.combined(one, scope);
    }
  }

  private combined(one: Expression, scope: Scope): Value {
    switch (one.kind) {
      case "unary": {
        const value = this.evaluate(one.operand, scope);
        return unary(one.sign, value) ?? lost([value], one.at);
      }
      case "binary":
        return this.operated(one, scope);
      case "either": {
        const known = truthOf(this.evaluate(one.condition, scope));
        if (known === null) return unknown("which of the two it is, is not known here", one.at);
        return this.evaluate(known ? one.whenTrue : one.otherwise, scope);
      }
      case "each":
        return this.each(one, scope);
      case "lambda":
        return {
          kind: "function",
          name: "lambda",
          at: one.at,
          parameters: one.parameters,
          body: one.body,
          scope,
        };
      default:
        return unknown("this is not understood here", one.at);
    }
  }

  private named(name: string, scope: Scope, at: number): Value {
    return (
      scope.get(name) ??
      builtin(name) ??
      resolved(name, this.dialect) ??
      unknown(`there is no ${name} in this code`, at)
    );
  }

  private operated(one: Extract<Expression, { kind: "binary" }>, scope: Scope): Value {
    const left = this.evaluate(one.left, scope);
    if (one.sign === "and" || one.sign === "or") {
      const known = truthOf(left);
      if (known === (one.sign === "or")) return left;
      const right = this.evaluate(one.right, scope);
      if (known !== null) return right;
      return truthOf(right) === (one.sign === "or") ? right : lost([left], one.at);
    }
    return this.combine(one.sign, left, this.evaluate(one.right, scope), one.at);
  }

  /** Also for `+=`. */
  protected combine(sign: string, left: Value, right: Value, at: number): Value {
    if (left.kind === "tensor" || right.kind === "tensor") {
      if (sign === "+" && left.kind === "tensor") return sum(this, left, right, at);
      if (sign === "+" && right.kind === "tensor") return sum(this, right, left, at);
      if (sign === "*" && left.kind === "tensor" && right.kind === "tensor")
        return left.graph.add({ op: "mul" }, [left, right], { at });
      const input = left.kind === "tensor" ? left : undefined;
      if (input?.layer === "input" && right.kind === "number" && "/*-".includes(sign)) {
        this.notes.add(at, "scaling the input is a step of the data, not of the network");
        return input;
      }
      const compared = binary(sign, left, right);
      return compared ?? unknown(`“${sign}” of tensors is not understood here`, at);
    }
    return binary(sign, left, right) ?? lost([left, right], at);
  }

  private spread(items: readonly Expression[], scope: Scope): readonly Value[] {
    return items.flatMap((item) => {
      if (item.kind !== "star") return [this.evaluate(item, scope)];
      const value = this.evaluate(item.operand, scope);
      return itemsOf(value) ?? [lost([value], item.at)];
    });
  }

  private each(one: Extract<Expression, { kind: "each" }>, scope: Scope): Value {
    const found: Value[] = [];
    const entries = new Map<string, { key: Value; value: Value }>();
    const known = this.clauses(one.clauses, new Scope(scope), (inner) => {
      const element = this.evaluate(one.element, inner);
      if (one.value === null) found.push(element);
      else entries.set(keyOf(element), { key: element, value: this.evaluate(one.value, inner) });
    });
    if (!known) return unknown("what this goes over is not known here", one.at);
    return one.value === null ? list(found) : { kind: "dict", entries };
  }

  private clauses(
    [first, ...more]: readonly Clause[],
    scope: Scope,
    work: (scope: Scope) => void,
  ): boolean {
    if (first === undefined) {
      work(scope);
      return true;
    }
    const items = itemsOf(this.evaluate(first.items, scope));
    return (
      items?.every((item) => {
        this.assign(first.target, item, scope);
        const wanted = first.conditions.map((condition) =>
          truthOf(this.evaluate(condition, scope)),
        );
        if (wanted.includes(null)) return false;
        return wanted.includes(false) || this.clauses(more, scope, work);
      }) ?? false
    );
  }

  private formatted(pattern: string, scope: Scope, at: number): Value {
    let isKnown = true;
    const result = pattern.replaceAll(/\{([^{}:!]+)[^{}]*\}/g, (_all, inner: string) => {
      const said = this.inBraces(inner, scope);
      isKnown &&= said !== null;
      return said ?? "?";
    });
    return isKnown ? text(result) : unknown("this f-string is not known here", at);
  }

  private inBraces(inner: string, scope: Scope): string | null {
    try {
      return plainText(this.evaluate(parseExpression(inner.trim()), scope));
    } catch {
      return null;
    }
  }

  private attributeOf(one: Extract<Expression, { kind: "attribute" }>, scope: Scope): Value {
    return this.attribute(this.evaluate(one.of, scope), one.name, one.at);
  }

  private indexed(one: Extract<Expression, { kind: "index" }>, scope: Scope): Value {
    const of = this.evaluate(one.of, scope);
    const [first] = one.items;
    if (of.kind === "unknown" || first === undefined) return lost([of], one.at);
    if (of.kind === "tensor")
      return strided(
        of,
        one.items.map((item) => this.stepOf(item, scope)),
        one.at,
      );
    if (first.kind !== "slice") {
      const index = this.evaluate(first, scope);
      return itemAt(of, index) ?? lost([index], one.at, "there is no such item here");
    }
    const bounds = first.parts.map((part) => (part === null ? null : this.evaluate(part, scope)));
    const numbers = bounds.map((bound) => (bound?.kind === "number" ? bound : null));
    const isKnown = bounds.every((bound) => bound === null || bound.kind === "number");
    const [from = null, to = null, step = null] = numbers;
    return (isKnown ? sliceOf(of, from, to, step) : null) ?? lost([of], one.at);
  }

  private stepOf(item: Expression, scope: Scope): number | null {
    if (item.kind !== "slice" || item.parts[0] !== null || (item.parts[1] ?? null) !== null)
      return null;
    const step = item.parts[2] ?? null;
    if (step === null) return 1;
    const value = this.evaluate(step, scope);
    return value.kind === "number" && !value.isFloat && value.value > 0 ? value.value : null;
  }

  private called(one: Extract<Expression, { kind: "call" }>, scope: Scope): Value {
    const callee = this.calleeOf(one, scope);
    const given = givenValues(this.source, one, (inner) => this.evaluate(inner, scope));
    const special = this.special(one.callee, given, scope);
    if (special !== null) return special;
    const result = this.call(callee, given);
    if (result.kind === "unknown" && result.isLayer === true) this.strangers.push(result);
    return result;
  }

  /** `model.add(…)` in code that begins after `model = Sequential()`. */
  private calleeOf(one: Extract<Expression, { kind: "call" }>, scope: Scope): Value {
    const { callee } = one;
    if (callee.kind === "attribute" && callee.name === "add" && callee.of.kind === "name")
      if (
        scope.get(callee.of.name) === undefined &&
        resolved(callee.of.name, this.dialect) === undefined
      ) {
        const { at } = one;
        const started: Value = {
          kind: "module",
          type: "sequential",
          library: "Keras",
          children: [],
          at,
        };
        scope.set(callee.of.name, started);
      }
    return this.evaluate(callee, scope);
  }

  private special(callee: Expression, given: GivenValues, scope: Scope): Value | null {
    if (callee.kind !== "name" || scope.get(callee.name) !== undefined) return null;
    const [first, second, third] = given.positional.map(({ value }) => value);
    const key = plainText(second);
    switch (callee.name) {
      case "super": {
        const [self, owner] = [scope.get("self"), scope.get("__class__")];
        return self !== undefined && owner?.kind === "class"
          ? { kind: "parent", self, of: owner }
          : unknown("super() stands outside of a class", given.at);
      }
      case "setattr":
        if (first?.kind === "module" && first.type === "object" && key !== null && third)
          first.fields.set(key, third);
        return NONE;
      case "getattr":
        return first === undefined || key === null
          ? lost(first === undefined ? [] : [first], given.at)
          : this.attribute(first, key, given.at);
      case "hasattr":
        return first === undefined || key === null
          ? lost(first === undefined ? [] : [first], given.at)
          : truth(this.attribute(first, key, given.at).kind !== "unknown");
      case "isinstance":
        return this.isInstance(first, second, given.at);
      default:
        return null;
    }
  }
}
