/**
 * What the compiler of one lesson knows while it works: options, figures and their states, ids, and
 * where to report.
 */
import { messageOf } from "../../../engine/core/errors";
import type { Tensor } from "../../../engine/core/tensor";
import { putOwnFile } from "../../widgets/fields/put-file";
import { isDataFile, isOwnFile, pathOf } from "../../widgets/fields/own-files";
import type { Property, WidgetDefinition } from "../../widgets/widget";
import type { Block } from "../document";
import type { Diagnostic, Extra, Place, Reporter } from "../language/diagnostics";
import type { Code } from "../language/codes";
import { Budget, LimitError } from "../language/budget";
import type { FrontMatter } from "../language/front-matter-keys";
import { LIMITS } from "../language/limits";
import type { ArrayFiles } from "../language/own-arrays";
import { checkProperty } from "../language/properties";
import type { Source } from "../language/source";
import type { Value } from "../language/tag-value";
import type { TreeNode } from "../language/tree";
import type { Generator } from "../practice/practice";
import type { Figure } from "./figures";

export interface CompileOptions {
  /** As it is named in diagnostics. */
  readonly file: string;
  readonly registry: Readonly<Record<string, { readonly definition: WidgetDefinition }>>;
  /**
   * The lesson's own images: path as written in the lesson -> address (relative, data: or blob:).
   */
  readonly assets?: Readonly<Record<string, string>>;
  /** The lesson's own files that are no pictures, by their path as written in the lesson. */
  readonly arrays?: ArrayFiles;
  /** Practice generators; the built-in ones when left out. */
  readonly generators?: Readonly<Record<string, Generator>>;
  /** Ids of all lessons with their steps, when known: links to lessons are then checked. */
  readonly course?: Readonly<Record<string, readonly string[]>>;
}

export interface FigureNow {
  readonly figure: Figure;
  readonly state: object;
}

/**
 * Where the parts of a document stand in the text that it was compiled from; lines count from 1.
 */
export interface Places {
  /** The first line of each step. */
  readonly steps: readonly number[];
  readonly blocks: ReadonlyMap<Block, { readonly line: number; readonly endLine: number }>;
}

export class Context {
  /** The first figure of each id, before anything is checked. */
  readonly figureNodes = new Map<string, TreeNode>();
  /** Figures beyond the limit. */
  readonly refused = new Set<TreeNode>();
  readonly figures = new Map<string, Figure | null>();
  /**
   * States by id of the figure that owns the state, as far as the `set`s so far have brought them.
   */
  readonly states = new Map<string, object>();
  readonly ids = new Map<string, number>();
  readonly stepIds = new Set<string>();
  readonly testedGoals = new Set<number>();
  readonly places = new Map<Block, { readonly line: number; readonly endLine: number }>();
  /** Id of the figure on the stage of the step that is being compiled. */
  stage: string | undefined;
  /**
   * The figure of an id with its state now; null when there is none or it has mistakes of its own.
   * Set by compile.ts.
   */
  figureState: (id: string) => FigureNow | null = () => null;
  /** The files of `assets` that are pictures. */
  readonly pictureNames: readonly string[];
  /** Addresses of the files that figures name. */
  pictures: Record<string, string> = {};
  readonly #values = new WeakMap<object, Readonly<Record<string, Tensor>>>();
  #computed = 0;

  constructor(
    readonly options: CompileOptions,
    readonly source: Source,
    readonly reporter: Reporter,
    readonly front: FrontMatter,
    readonly generators: Readonly<Record<string, Generator>>,
    readonly budget = new Budget(),
  ) {
    this.pictureNames = Object.keys(options.assets ?? {}).filter((path) => !isDataFile(path));
  }

  report(code: Code, place: Place, message: string, extra: Extra = {}): void {
    this.reporter.report(code, place, message, extra);
  }

  /** The same lesson with another reporter: to look ahead without reporting twice. */
  silent(reporter: Reporter): Context {
    const { options, source, front, budget } = this;
    const copy = new Context(options, source, reporter, front, this.generators, budget);
    copy.pictures = this.pictures;
    copy.figureState = this.figureState;
    for (const [id, node] of this.figureNodes) copy.figureNodes.set(id, node);
    return copy;
  }

  /** A value for a property of a figure, which may name a file of the lesson. */
  checked(name: string, property: Property, value: Value): ReturnType<typeof checkProperty> {
    const { assets = {}, arrays = {} } = this.options;
    const checked = checkProperty(name, property, value, { pictures: this.pictureNames, arrays });
    if (!("value" in checked) || property.type !== "choice") return checked;
    const used = String(checked.value);
    const path = isOwnFile(used) ? pathOf(used) : used;
    const address = Object.hasOwn(assets, path) ? assets[path] : undefined;
    if (address !== undefined) this.pictures[used] = address;
    // What the figure computes from the file is computed here, too.
    const bytes = isOwnFile(used) ? arrays[path] : undefined;
    if (bytes !== undefined) putOwnFile(used, bytes);
    return checked;
  }

  /** Claims an id for a figure or question; says so when it is taken. */
  claim(id: string, place: Place): void {
    const taken = this.ids.get(id);
    if (taken === undefined) this.ids.set(id, place.line);
    else
      this.report("id-duplicate", place, `The id "${id}" is taken: line ${taken} has it already.`);
  }

  /** Tensors of a widget in a state, computed once. Throws LabError. */
  values(definition: WidgetDefinition, state: object): Readonly<Record<string, Tensor>> | null {
    const known = this.#values.get(state);
    if (known !== undefined) return known;
    if (this.#computed >= LIMITS.states) return null;
    this.#computed++;
    const values = definition.values(state);
    this.#values.set(state, values);
    return values;
  }

  /** Compiles one block; errors that nothing inside it has boxed replace it by boxes. */
  boxed(node: TreeNode, compile: () => readonly Block[]): Block[] {
    const start = this.reporter.list.length;
    let blocks: readonly Block[] = [];
    try {
      blocks = compile();
    } catch (error) {
      if (error instanceof LimitError) throw error;
      const reason = messageOf(error);
      this.report(
        "internal",
        { line: node.line, endLine: node.endLine },
        `This block could not be compiled (${reason}).`,
      );
    }
    const errors = this.reporter.unboxed(start);
    if (errors.length > 0) return errors.map((error) => this.box(error));
    const line = node.span?.place.line ?? node.line;
    for (const block of blocks)
      if (!this.places.has(block))
        this.places.set(block, { line, endLine: Math.max(line, node.endLine) });
    return [...blocks];
  }

  box(error: Diagnostic): Block {
    this.reporter.boxed.add(error);
    const block: Block = { kind: "problem", message: error.message, line: error.line };
    this.places.set(block, { line: error.line, endLine: error.endLine });
    return block;
  }
}
