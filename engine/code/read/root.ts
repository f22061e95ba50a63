/** Which of the things that the code makes is the network. */
import { LabError } from "../../core/errors";
import { needs, type Runner } from "./run";
import { isModuleClass } from "./modules";
import { refusal } from "./refusal";
import { problemAt } from "./tokens";
import type {
  ClassValue,
  FunctionValue,
  Module,
  SequenceModule,
  TensorValue,
  Value,
} from "./values";

const EXAMPLE = "Write for example nn.Conv2d(3, 10, 3, stride=2, padding=1).";

export function rootOf(runner: Runner): Module | TensorValue {
  const roots = rootsOf([...runner.tops.keys()]);
  const last = roots.at(-1);
  if (last === undefined) return withoutModules(runner);
  if (roots.length === 1) return checked(runner, last);
  const flow = lastTensor(runner);
  if (flow !== undefined && roots.every((one) => one.type !== "object")) return flow;
  const model = roots.findLast((one) => one.type === "object" || hasOutput(one));
  if (model !== undefined) {
    noteOthers(runner, roots, model);
    return checked(runner, model);
  }
  return inOrder(runner, roots);
}

/** Modules that no other one contains. */
function rootsOf(all: readonly Module[]): readonly Module[] {
  const inside = new Set<Value>();
  const visit = (module: Value): void => {
    if (inside.has(module)) return;
    inside.add(module);
    for (const child of childrenOf(module)) visit(child.value);
  };
  for (const one of all) for (const child of childrenOf(one)) visit(child.value);
  const roots = all.filter((one) => !inside.has(one));
  const models = roots.filter(({ type }) => type !== "list");
  return models.length > 0 ? models : roots;
}

interface Child {
  readonly name: string;
  readonly value: Value;
}

function childrenOf(value: Value): readonly Child[] {
  if (value.kind === "list")
    return value.items.map((one, at) => ({ name: String(at), value: one }));
  if (value.kind !== "module" || value.type === "layer") return [];
  if (value.type === "object")
    return [...value.fields].map(([name, field]) => ({ name, value: field }));
  return value.children.map(({ name, module }) => ({ name, value: module }));
}

/**
 * The attribute of each layer: "features.0". Layers of a Sequential by itself have numbers only and
 * get names by their kind.
 */
export function pathsOf(root: Module): ReadonlyMap<Module, string> {
  const paths = new Map<Module, string>();
  const visit = (value: Value, path: string): void => {
    if (value.kind === "module") {
      if (paths.has(value)) return;
      if (/[^\d.]/.test(path)) paths.set(value, path);
    }
    for (const child of childrenOf(value))
      if (child.value !== root)
        visit(child.value, path === "" ? child.name : `${path}.${child.name}`);
  };
  visit(root, "");
  return paths;
}

function hasOutput(one: Module): boolean {
  return one.type === "sequential" && one.output !== undefined;
}

function checked(runner: Runner, root: Module): Module {
  if (root.type === "list")
    throw problemAt(
      runner.source,
      root.at,
      "a list of modules has no forward pass; nn.Sequential has one",
    );
  return root;
}

/** What layers by themselves were called on, one after the other. */
function lastTensor(runner: Runner): TensorValue | undefined {
  return [...runner.scope.own().values()].findLast(
    (value): value is TensorValue => value.kind === "tensor" && value.layer !== "input",
  );
}

function noteOthers(runner: Runner, roots: readonly Module[], chosen: Module): void {
  for (const one of roots)
    if (one !== chosen)
      runner.notes.add(
        one.at,
        `${runner.tops.get(one)} is another model; ${runner.tops.get(chosen)} is read`,
      );
}

/** Layers and Sequentials one behind the other, as they stand. */
function inOrder(runner: Runner, roots: readonly Module[]): SequenceModule {
  const [first] = roots;
  for (const one of roots) checked(runner, one);
  const names = roots.map((one) => runner.tops.get(one)).filter((name) => name !== "it");
  if (names.length > 1)
    runner.notes.add(first?.at ?? 0, `${names.join(", ")} are read one behind the other`);
  return {
    kind: "module",
    type: "sequential",
    library: first?.type === "object" ? "PyTorch" : (first?.library ?? "PyTorch"),
    children: roots.map((module, at) => ({ name: String(at), module, at: module.at })),
    at: first?.at ?? 0,
  };
}

/** No model at the top: a class or a function that makes one, or why there is none. */
function withoutModules(runner: Runner): Module | TensorValue {
  const values = [...runner.scope.own()];
  const flow = lastTensor(runner);
  if (flow !== undefined) return flow;
  const object = rootsOf(runner.made).at(-1);
  if (object !== undefined) return object;
  const classes = values.flatMap(([name, value]) =>
    value.kind === "class" && isModuleClass(value) ? [{ name, value }] : [],
  );
  const made = makeable(runner, classes) ?? fromFunction(runner, values);
  if (made !== null) return made;
  const stranger = runner.strangers[0];
  if (stranger !== undefined) throw refusal(runner.source, stranger);
  for (const [name, value] of values)
    if (value.kind === "list" && value.items.some((one) => one.kind === "module"))
      throw new LabError(
        "format",
        `${name} is a list of layers: nn.Sequential(*${name}) makes a network of it.`,
      );
  const last = classes.at(-1);
  if (last !== undefined)
    throw problemAt(
      runner.source,
      last.value.at,
      `${last.name} needs arguments: write behind it how it is made, for example net = ${last.name}(…)`,
    );
  throw new LabError("format", "There is no layer in this code.", EXAMPLE);
}

/** The last class that needs nothing. */
function makeable(
  runner: Runner,
  classes: readonly { readonly name: string; readonly value: ClassValue }[],
): Module | null {
  const free = classes.findLast(({ value }) => needs(value) === 0);
  if (free === undefined) return null;
  const isLast = free === classes.at(-1);
  if (!isLast && classes.slice(classes.indexOf(free) + 1).some(({ value }) => needs(value) > 0)) {
    const made = fromFunction(runner, [...runner.scope.own()]);
    if (made !== null) return made;
  }
  const made = runner.call(free.value, empty(free.value.at, free.name));
  return made.kind === "module" ? made : null;
}

/** `def resnet18(): return ResNet(…)`: the first function that needs nothing and makes a model. */
function fromFunction(
  runner: Runner,
  values: readonly (readonly [string, Value])[],
): Module | null {
  const free = values.flatMap(([name, value]): (readonly [string, FunctionValue])[] =>
    value.kind === "function" && needs(value) === 0 ? [[name, value]] : [],
  );
  for (const [name, value] of free) {
    const made = runner.call(value, empty(value.at, name));
    if (made.kind !== "module") continue;
    runner.notes.add(value.at, `${name}() is the network that is read`);
    return made;
  }
  return null;
}

function empty(at: number, callee: string) {
  return { at, callee, positional: [], named: new Map(), isPrinted: false } as const;
}
