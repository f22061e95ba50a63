/**
 * A lesson that is open: puts its figures into the store, keeps the address in step with them,
 * walks.
 *
 * The address is written (replaced) while a reader acts, and pushed when the step changes, so Back
 * returns to the step as it was left. An address that comes from outside (a link, Back) is read;
 * one that we wrote ourselves is not.
 */
import { t } from "../../language/words";
import { type StoreApi } from "zustand";
import { type Address, goTo, readAddress } from "../../shell/address";
import { type Parameters, writeState } from "../../shell/codec";
import type { LabState } from "../../store/store";
import type { FigureBlock, LessonDoc } from "../document";
import { linkedState } from "./linked-state";
import { type Registry, basesAt, figuresOf, ownerOf, walked } from "./walk";

const WAIT = 250;

/** How a place in a lesson is written as an address, and read from one. */
export interface SessionRoute {
  /** First word of the addresses that this session follows; others belong to another page. */
  readonly page: string;
  hash(doc: LessonDoc, step: string, parameters: Parameters): string;
  stepIn(address: Address): string | undefined;
  /** Whether this is where a reader would want to go on next time. */
  readonly remembers: boolean;
  /** Whether readers there give their answers to a lecturer. */
  readonly joined?: true;
}

export function openSession(
  store: StoreApi<LabState>,
  doc: LessonDoc,
  registry: Registry,
  route: SessionRoute,
  prefix: string,
): Session {
  return new Session(lessonFigures(store, doc, registry, prefix), doc, route);
}

export class Session {
  #written = "";
  #step = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /**
   * Key of the first figure, to see whether this session's figures are in the store; null when it
   * has none.
   */
  readonly firstKey: string | null;

  constructor(
    readonly figures: LessonFigures,
    readonly doc: LessonDoc,
    readonly route: SessionRoute,
  ) {
    const [first] = figures.owned;
    this.firstKey = first === undefined ? null : figures.prefix + first;
  }

  /**
   * Takes over what an address says. Returns what could not be used, in the reader's words; null
   * when all could.
   */
  open(at: number, parameters: Parameters): string | null {
    this.#step = at;
    const refused = place(this.figures, this.#basesAt(at), parameters);
    this.#write("replace");
    return refused.length === 0 ? null : refusal(refused);
  }

  walk(from: number, to: number): void {
    const { figures, doc } = this;
    const states = walked(doc, from, to, figures.registry, statesNow(figures));
    lay(figures, states, this.#basesAt(to));
    this.#step = to;
    this.#write("push");
  }

  /** The hash of this very place, with all figures' states. */
  hash(at: number): string {
    return this.#hashWith(at, entriesNow(this.figures));
  }

  /** True when `hash` is one that this session wrote. */
  wrote(hash: string): boolean {
    return hash === this.#written;
  }

  /**
   * Keeps the address in step from now on. Returns how to stop, which also takes the figures away.
   */
  listen(): () => void {
    const { store, prefix } = this.figures;
    const stop = store.subscribe((now, before) => {
      if (now.figures === before.figures) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        if (isAt(this.#hashWith(this.#step, new Map()))) this.#write("replace");
      }, WAIT);
    });
    return () => {
      clearTimeout(this.#timer);
      stop();
      this.#written = "";
      store.getState().removeFigures(prefix);
    };
  }

  #write(how: "push" | "replace"): void {
    clearTimeout(this.#timer);
    this.#written = this.hash(this.#step);
    goTo(this.#written, how);
    if (this.route.remembers) this.figures.store.getState().leaveMark(this.#written);
  }

  #hashWith(at: number, parameters: Parameters): string {
    return this.route.hash(this.doc, this.doc.steps[at]?.id ?? "", parameters);
  }

  #basesAt(at: number): ReadonlyMap<string, object> {
    return basesAt(this.doc, at, this.figures.registry);
  }
}

/**
 * Whether the reader is still there: who turned to another page or step is not called back by what
 * they did on this one.
 */
function isAt(own: string): boolean {
  const [now = ""] = readAddress().hash.split("?");
  return now === own || now.startsWith(`${own}/`);
}

/** The figures of one lesson in the store. */
interface LessonFigures {
  readonly store: StoreApi<LabState>;
  readonly registry: Registry;
  readonly figures: ReadonlyMap<string, FigureBlock>;
  /** Figures that hold a state of their own and whose widget is known. */
  readonly owned: readonly string[];
  readonly prefix: string;
}

function lessonFigures(
  store: StoreApi<LabState>,
  doc: LessonDoc,
  registry: Registry,
  prefix: string,
): LessonFigures {
  const figures = figuresOf(doc);
  const owned = [...figures.keys()].filter(
    (id) => ownerOf(id, figures) === id && Object.hasOwn(registry, widgetOf(id, figures)),
  );
  return { store, registry, figures, owned, prefix };
}

function statesNow({ store, owned, prefix }: LessonFigures): ReadonlyMap<string, object> {
  const records = store.getState().figures;
  return new Map(
    owned
      .map((id) => [id, records[prefix + id]?.state])
      .filter((entry): entry is [string, object] => entry[1] !== undefined),
  );
}

/** What the address says of the figures: the differences to what the step opens with. */
function entriesNow({ store, registry, owned, prefix }: LessonFigures): Map<string, string> {
  const entries: [string, string][] = [];
  for (const id of owned) {
    const record = store.getState().figures[prefix + id];
    if (record === undefined) continue;
    const version = registry[record.widget]?.definition.version;
    entries.push(...writeState(id, record.state, record.base, version));
  }
  return new Map(entries);
}

function lay(
  { store, figures, prefix }: LessonFigures,
  states: ReadonlyMap<string, object>,
  bases: ReadonlyMap<string, object>,
): void {
  for (const [id, state] of states)
    store.getState().placeFigure(prefix + id, widgetOf(id, figures), state, bases.get(id) ?? state);
}

/** Places all figures as the address says. Returns the keys that could not be used. */
function place(
  figures: LessonFigures,
  bases: ReadonlyMap<string, object>,
  parameters: Parameters,
): readonly string[] {
  const refused: string[] = [];
  const states = new Map<string, object>();
  for (const [id, base] of bases) {
    const definition = figures.registry[widgetOf(id, figures.figures)]?.definition;
    const linked =
      definition === undefined
        ? { state: base, refused: [] }
        : linkedState(id, parameters, base, definition);
    states.set(id, linked.state);
    refused.push(...linked.refused);
  }
  lay(figures, states, bases);
  return refused;
}

function refusal(keys: readonly string[]): string {
  return t("Part of this link could not be read ({keys}); the figure’s own values stand there.", {
    keys: keys.slice(0, 3).join(", "),
  });
}

function widgetOf(id: string, figures: ReadonlyMap<string, FigureBlock>): string {
  return figures.get(id)?.widget ?? "";
}
