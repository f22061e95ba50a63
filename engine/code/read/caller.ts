/** What calls and attributes give, apart from the syntax that asks for them. */
import type { Shape } from "../../core/shape";
import type { Host } from "./host";
import { callLibrary } from "./library";
import { memberOfValue, moduleMember } from "./members";
import { callModule, memberOf } from "./modules";
import type { Notes } from "./notes";
import { plainText, truthOf } from "./operators";
import type { Expression } from "./syntax";
import { problemAt } from "./tokens";
import type { Training } from "./training";
import {
  type ClassValue,
  type FunctionValue,
  type GivenValues,
  type Library,
  type Module,
  native,
  NONE,
  Scope,
  type TensorValue,
  text,
  truth,
  unknown,
  type UnknownValue,
  type Value,
} from "./values";

const MOST_STEPS = 300_000;

export abstract class Caller implements Host {
  readonly training: Training = {};
  readonly examples: TensorValue[] = [];
  /** Layers of a library that the reader does not know. */
  readonly strangers: UnknownValue[] = [];
  paths: ReadonlyMap<Module, string> = new Map();
  private steps = 0;

  constructor(
    readonly source: string,
    readonly notes: Notes,
    readonly picture: Shape,
    readonly dialect: Library,
  ) {}

  abstract callFunction(called: FunctionValue, given: GivenValues): Value;
  abstract construct(called: ClassValue, given: GivenValues): Value;
  abstract assign(target: Expression, value: Value, scope: Scope): void;

  pathOf(module: Module): string | undefined {
    return this.paths.get(module);
  }

  protected step(at: number): void {
    if (++this.steps > MOST_STEPS)
      throw problemAt(this.source, at, "this code takes too many steps to follow");
  }

  attribute(of: Value, name: string, at: number): Value {
    if (of.kind === "class") {
      if (name === "__name__") return text(of.name);
      return memberOf(of, name) ?? unknown(`${of.name} has no ${name}`, at);
    }
    if (of.kind === "parent") return this.inherited(of, name, at);
    if (of.kind !== "module" || of.type !== "object") return memberOfValue(this, of, name, at);
    const field = of.fields.get(name);
    if (field !== undefined) return field;
    if (name === "__class__") return of.of;
    const member = memberOf(of.of, name);
    if (member?.kind === "function") return { ...member, self: of };
    if (member !== undefined) return member;
    if (name === "add_module" || name === "register_module")
      return native(name, ({ positional: [key, module] }) => {
        if (module !== undefined) of.fields.set(plainText(key?.value) ?? "layer", module.value);
        return NONE;
      });
    return moduleMember(this, of, name, at) ?? unknown(`${of.of.name} has no ${name}`, at);
  }

  /** `super().forward`: of the classes that the class builds on. */
  private inherited(of: Extract<Value, { kind: "parent" }>, name: string, at: number): Value {
    for (const base of of.of.bases) {
      const found = base.kind === "class" ? memberOf(base, name) : undefined;
      if (found?.kind === "function") return { ...found, self: of.self };
    }
    return name === "__init__" || name === "build"
      ? native(name, () => NONE)
      : unknown(`super().${name} is not understood here`, at);
  }

  protected isInstance(value: Value | undefined, wanted: Value | undefined, at: number): Value {
    if (value === undefined || wanted === undefined || value.kind === "unknown")
      return unknown("isinstance is not known here", at);
    if (wanted.kind === "list") {
      const all = wanted.items.map((one) => this.isInstance(value, one, at));
      return truth(all.some((one) => truthOf(one) === true));
    }
    const kinds = { int: "number", float: "number", str: "text", list: "list", tuple: "list" };
    if (wanted.kind === "native" && wanted.name in kinds)
      return truth(
        kinds[wanted.name as keyof typeof kinds] === value.kind &&
          (value.kind !== "list" || value.form === wanted.name) &&
          (value.kind !== "number" || value.isFloat === (wanted.name === "float")),
      );
    if (wanted.kind === "class")
      return truth(value.kind === "module" && value.type === "object" && value.of === wanted);
    const last = wanted.kind === "library" ? wanted.path.split(".").at(-1) : undefined;
    return truth(
      value.kind === "module" && value.type === "layer" && value.name.split(".").at(-1) === last,
    );
  }

  call(callee: Value, given: GivenValues): Value {
    this.step(given.at);
    switch (callee.kind) {
      case "native":
        return callee.call(given);
      case "library":
        return callLibrary(this, callee.path, given);
      case "module":
        return callModule(this, callee, given);
      case "function":
        return this.callFunction(callee, given);
      case "class":
        return this.construct(callee, given);
      case "unknown":
        if (given.isPrinted)
          throw problemAt(
            this.source,
            given.at,
            `a printed ${given.callee} does not say in which order its layers compute; a printed Sequential does`,
          );
        return callee;
      default:
        return unknown(`${given.callee} cannot be called`, given.at);
    }
  }
}
