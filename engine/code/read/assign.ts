/** Assignments, and what becomes of names behind a condition that is not known. */
import { Evaluator } from "./evaluate";
import { dotted, lost } from "./lost";
import { itemsOf } from "./items";
import { keyOf } from "./operators";
import type { Block, Expression } from "./syntax";
import { problemAt } from "./tokens";
import type { Scope, Value } from "./values";

/** `items[at] = value`; an index that is out of range changes nothing. */
function put(items: Value[], at: number, value: Value): void {
  const place = at < 0 ? items.length + at : at;
  if (Number.isInteger(place) && place >= 0 && place < items.length) items[place] = value;
}

export abstract class Assigner extends Evaluator {
  assign(target: Expression, value: Value, scope: Scope): void {
    switch (target.kind) {
      case "name":
        scope.set(target.name, value);
        return;
      case "list":
        this.unpack(target.items, value, scope);
        return;
      case "attribute":
        this.assignAttribute(target, value, scope);
        return;
      case "index": {
        const of = this.evaluate(target.of, scope);
        const [first] = target.items;
        const key = first === undefined ? undefined : this.evaluate(first, scope);
        if (of.kind === "dict" && key !== undefined) of.entries.set(keyOf(key), { key, value });
        else if (of.kind === "list" && key?.kind === "number") put(of.items, key.value, value);
        else if (of.kind === "module" && of.type === "sequential" && key?.kind === "number") {
          const child = of.children.at(key.value);
          if (child !== undefined)
            of.children.splice(of.children.indexOf(child), 1, { ...child, module: value });
        }
        return;
      }
      default:
        return;
    }
  }

  private unpack(targets: readonly Expression[], value: Value, scope: Scope): void {
    const items = itemsOf(value);
    for (const [at, target] of targets.entries())
      this.assign(target, items?.[at] ?? lost([value], target.at), scope);
  }

  private assignAttribute(
    target: Extract<Expression, { kind: "attribute" }>,
    value: Value,
    scope: Scope,
  ): void {
    const { of, name, at } = target;
    if (of.kind === "name" && of.name === "self" && scope.get("self") === undefined)
      throw problemAt(
        this.source,
        at,
        `self.${name} stands outside of a class: only its forward() says in which order the layers compute`,
      );
    const owner = this.evaluate(of, scope);
    if (owner.kind === "module" && owner.type === "object") owner.fields.set(name, value);
    else if (owner.kind === "class") owner.members.set(name, value);
    else if (owner.kind === "module" && value.kind === "module")
      throw problemAt(
        this.source,
        at,
        `${dotted(target)} is put into a model from outside; this is not understood here`,
      );
  }

  /** What a block that may or may not be followed changes is unknown; whether it returns. */
  protected obscure(block: Block, value: Value, scope: Scope): boolean {
    return block.some((one) => {
      switch (one.kind) {
        case "assign":
        case "update":
          for (const target of one.kind === "assign" ? one.targets : [one.target])
            if (!this.isSameModel(target, one.value, scope)) this.assign(target, value, scope);
          return false;
        case "expression":
          this.obscureCall(one.value, value, scope);
          return false;
        case "if":
          return [one.whenTrue, one.otherwise].some((inner) => this.obscure(inner, value, scope));
        case "for":
        case "while":
        case "with":
          return this.obscure(one.body, value, scope);
        default:
          return one.kind === "return";
      }
    });
  }

  /** `layers.append(…)` */
  private obscureCall(one: Expression, value: Value, scope: Scope): void {
    if (one.kind !== "call" || one.callee.kind !== "attribute") return;
    const { of, name, at } = one.callee;
    if (!/^(append|add|add_module|extend|insert)$/.test(name)) return;
    const owner = this.evaluate(of, scope);
    if (owner.kind === "list") owner.items.push(value);
    else if (owner.kind === "module" && owner.type === "sequential")
      owner.children.push({ name: String(owner.children.length), module: value, at });
  }

  /** `net = net.cuda()` leaves the net what it is. */
  private isSameModel(target: Expression, value: Expression | null, scope: Scope): boolean {
    if (target.kind !== "name" || value?.kind !== "call") return false;
    const now = scope.get(target.name);
    const said = [
      dotted(value.callee).split(".")[0],
      ...value.given.map((one) => dotted(one.value)),
    ];
    return now !== undefined && said.includes(target.name) && this.evaluate(value, scope) === now;
  }
}
