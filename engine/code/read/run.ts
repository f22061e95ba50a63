/** Statements, followed one by one; what does not change the network is noted. */
import { Assigner } from "./assign";
import { dotted, lost } from "./lost";
import { itemsOf } from "./items";
import { isModuleClass, memberOf } from "./modules";
import { keyOf, truthOf } from "./operators";
import type { Block, Expression, Statement } from "./syntax";
import { problemAt } from "./tokens";
import {
  type ClassValue,
  type FunctionValue,
  type GivenValues,
  list,
  type Module,
  type ObjectModule,
  Scope,
  text,
  unknown,
  type Value,
} from "./values";

/** How a block ends before its last statement. */
type Ending =
  | { readonly word: "return"; readonly value: Value }
  | { readonly word: "break" | "continue" };

const MOST_ROUNDS = 256;
const DEEPEST = 60;

export class Runner extends Assigner {
  readonly scope = new Scope();
  /** Modules that statements outside of functions give, in order, with their names. */
  readonly tops = new Map<Module, string>();
  /** Objects of the classes in the code, in the order in which they are made. */
  readonly made: ObjectModule[] = [];
  private depth = 0;

  run(block: Block): void {
    this.follow(block, this.scope);
  }

  private follow(block: Block, scope: Scope): Ending | null {
    for (const statement of block) {
      const ending = this.one(statement, scope);
      if (ending !== null) return ending;
    }
    return null;
  }

  private one(one: Statement, scope: Scope): Ending | null {
    this.step(one.at);
    switch (one.kind) {
      case "expression":
      case "assign":
      case "update":
        this.simple(one, scope);
        return null;
      case "if":
        return this.conditional(one, scope);
      case "for":
        return this.loop(one, scope);
      case "while":
        return this.repeat(one, scope);
      case "with":
        return this.follow(one.body, scope);
      case "return":
        return {
          word: "return",
          value: one.value === null ? { kind: "none" } : this.evaluate(one.value, scope),
        };
      case "leave":
        return one.word === "pass" ? null : { word: one.word };
      case "raise":
        throw problemAt(this.source, one.at, "the code stops here with an error");
      default:
        this.define(one, scope);
        return null;
    }
  }

  private simple(
    one: Extract<Statement, { kind: "expression" | "assign" | "update" }>,
    scope: Scope,
  ): void {
    if (one.kind === "update") {
      const now = this.evaluate(one.target, scope);
      const more = this.evaluate(one.value, scope);
      const items = now.kind === "list" && one.sign === "+" ? itemsOf(more) : null;
      if (now.kind === "list" && items !== null) now.items.push(...items);
      else this.assign(one.target, this.combine(one.sign, now, more, one.at), scope);
      return;
    }
    if (one.value === null) return;
    const value = this.evaluate(one.value, scope);
    for (const target of one.kind === "assign" ? one.targets : [])
      this.assign(target, value, scope);
    if (this.depth > 0) return;
    if (one.kind === "expression") this.refuseTuple(one.value, value);
    const target = one.kind === "assign" ? one.targets[0] : undefined;
    if (value.kind === "module" && !this.tops.has(value))
      this.tops.set(value, target === undefined ? "it" : dotted(target));
    if (value.kind === "unknown" && value.isLayer !== true && one.value.kind === "call")
      this.notes.add(one.at, `${dotted(one.value.callee)}(…) does not change the network`);
  }

  /** `nn.Conv2d(…), nn.ReLU()` */
  private refuseTuple(one: Expression, value: Value): void {
    if (one.kind !== "list" || value.kind !== "list") return;
    const layers = value.items.filter((item) => item.kind === "module");
    if (layers.length > 0)
      throw problemAt(
        this.source,
        (one.items[1] ?? one).at,
        "a comma does not put layers one behind the other; nn.Sequential(…) does",
      );
  }

  /** Outside of functions a condition that is not known is passed over: `if cuda: net.cuda()`. */
  private conditional(one: Extract<Statement, { kind: "if" }>, scope: Scope): Ending | null {
    const condition = this.evaluate(one.condition, scope);
    const known = truthOf(condition);
    if (known !== null) return this.follow(known ? one.whenTrue : one.otherwise, scope);
    if (this.depth === 0) return null;
    const why = condition.kind === "unknown" ? `: ${condition.why}` : "";
    const value = unknown(`whether this condition holds is not known here${why}`, one.at);
    const returns = [one.whenTrue, one.otherwise].map((block) => this.obscure(block, value, scope));
    return returns.includes(true) ? { word: "return", value } : null;
  }

  private loop(one: Extract<Statement, { kind: "for" }>, scope: Scope): Ending | null {
    const over = this.evaluate(one.items, scope);
    const items = itemsOf(over);
    const isLong = items !== null && items.length > MOST_ROUNDS;
    if (isLong && this.depth > 0)
      throw problemAt(
        this.source,
        one.at,
        `this loop has ${items.length} rounds; ${MOST_ROUNDS} are followed`,
      );
    if (isLong) this.notes.add(one.at, "of this loop the first round is read");
    const rounds = items === null ? [lost([over], one.at)] : isLong ? items.slice(0, 1) : items;
    for (const item of rounds) {
      this.assign(one.target, item, scope);
      const ending = this.follow(one.body, scope);
      if (ending?.word === "return") return ending;
      if (ending?.word === "break") break;
    }
    return null;
  }

  private repeat(one: Extract<Statement, { kind: "while" }>, scope: Scope): Ending | null {
    for (let round = 0; round < MOST_ROUNDS; round++) {
      if (truthOf(this.evaluate(one.condition, scope)) !== true) return null;
      const ending = this.follow(one.body, scope);
      if (ending?.word === "return") return ending;
      if (ending?.word === "break") return null;
    }
    return null;
  }

  private define(one: Statement, scope: Scope): void {
    if (one.kind === "import") {
      for (const [name, path] of one.names)
        if (name !== "*") scope.set(name, { kind: "library", path });
    } else if (one.kind === "def") scope.set(one.name, functionOf(one, scope));
    else if (one.kind === "class") {
      const members = new Scope(scope);
      const bases = one.bases.map((base) => this.evaluate(base, scope));
      this.depth++;
      this.follow(one.body, members);
      this.depth--;
      const made: ClassValue = {
        kind: "class",
        name: one.name,
        at: one.at,
        bases,
        members: new Map(),
      };
      for (const [name, value] of members.own())
        made.members.set(
          name,
          value.kind === "function" ? { ...value, owner: made, scope } : value,
        );
      scope.set(one.name, made);
    }
  }

  callFunction(called: FunctionValue, given: GivenValues): Value {
    if (++this.depth > DEEPEST)
      throw problemAt(this.source, given.at, `${called.name} calls itself too often`);
    const scope = this.bound(called, given);
    const { body } = called;
    const ending = isBlock(body)
      ? this.follow(body, scope)
      : ({ word: "return", value: this.evaluate(body, scope) } as const);
    this.depth--;
    return ending?.word === "return" ? ending.value : { kind: "none" };
  }

  private bound(called: FunctionValue, given: GivenValues): Scope {
    const scope = new Scope(called.scope);
    if (called.owner !== undefined) scope.set("__class__", called.owner);
    const [first] = called.parameters;
    const isMethod = called.self !== undefined && first !== undefined && first.star === "";
    if (isMethod && called.self !== undefined) {
      scope.set(first.name, called.self);
      scope.set("self", called.self);
    }
    const rest = isMethod ? called.parameters.slice(1) : called.parameters;
    const positional = given.positional.map(({ value }) => value);
    const named = new Map([...given.named].map(([name, { value }]) => [name, value]));
    for (const { name, star, otherwise } of rest) {
      if (star === "*") scope.set(name, list(positional.splice(0), "tuple"));
      else if (star === "**") {
        scope.set(name, {
          kind: "dict",
          entries: new Map(
            [...named].map(([key, value]) => [keyOf(text(key)), { key: text(key), value }]),
          ),
        });
        named.clear();
      } else {
        const value = positional.shift() ?? named.get(name) ?? given.unknown;
        named.delete(name);
        if (value !== undefined) scope.set(name, value);
        else if (otherwise !== null) scope.set(name, this.evaluate(otherwise, called.scope));
        else throw problemAt(this.source, given.at, `${given.callee} needs ${name}`);
      }
    }
    const [extra] = named.keys();
    if (extra !== undefined)
      throw problemAt(this.source, given.at, `${given.callee} has no ${extra}`);
    if (positional.length > 0)
      throw problemAt(this.source, given.at, `${given.callee} is given too many arguments`);
    return scope;
  }

  construct(called: ClassValue, given: GivenValues): Value {
    const isForeign = called.bases.some(
      (base) => base.kind !== "class" && !(base.kind === "library" && base.path === "object"),
    );
    if (isForeign && !isModuleClass(called))
      return unknown(`objects of ${called.name} are not looked at`, given.at);
    const made: ObjectModule = {
      kind: "module",
      type: "object",
      of: called,
      fields: new Map(),
      at: given.at,
    };
    if (isForeign) this.made.push(made);
    const start = memberOf(called, "__init__");
    if (start?.kind === "function") this.callFunction({ ...start, self: made }, given);
    return made;
  }
}

/** The parameters that a function or a class cannot do without. */
export function needs(value: FunctionValue | ClassValue): number {
  if (value.kind === "class") {
    const start = memberOf(value, "__init__");
    return start?.kind === "function" ? needs(start) - 1 : 0;
  }
  return value.parameters.filter(({ star, otherwise }) => star === "" && otherwise === null).length;
}

function functionOf(one: Extract<Statement, { kind: "def" }>, scope: Scope): FunctionValue {
  return {
    kind: "function",
    name: one.name,
    at: one.at,
    parameters: one.parameters,
    body: one.body,
    scope,
  };
}

function isBlock(body: FunctionValue["body"]): body is Block {
  return Array.isArray(body);
}
