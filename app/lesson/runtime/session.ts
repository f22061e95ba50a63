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

export interface Session {
  readonly doc: LessonDoc;
  /**
   * Takes over what an address says. Returns what could not be used, in the reader's words; null
   * when all could.
   */
  open(step: number, parameters: Parameters): string | null;
  walk(from: number, to: number): void;
  /** The hash of this very place, with all figures' states. */
  hash(step: number): string;
  /** True when `hash` is one that this session wrote. */
  wrote(hash: string): boolean;
  /**
   * Key of the first figure, to see whether this session's figures are in the store; null when it
   * has none.
   */
  readonly firstKey: string | null;
  /**
   * Keeps the address in step from now on. Returns how to stop, which also takes the figures away.
   */
  listen(): () => void;
}

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
  const figures = figuresOf(doc);
  const owned = [...figures.keys()].filter(
    (id) => ownerOf(id, figures) === id && Object.hasOwn(registry, widgetOf(id, figures)),
  );
  const lessonFigures: LessonFigures = { store, registry, figures, owned, prefix };
  let written = "";
  let step = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (how: "push" | "replace"): void => {
    clearTimeout(timer);
    written = session.hash(step);
    goTo(written, how);
    if (route.remembers) store.getState().leaveMark(written);
  };
  const session: Session = {
    doc,
    open(at, parameters) {
      step = at;
      const refused = place(lessonFigures, basesAt(doc, at, registry), parameters);
      write("replace");
      return refused.length === 0 ? null : refusal(refused);
    },
    walk(from, to) {
      lay(
        lessonFigures,
        walked(doc, from, to, registry, statesNow(lessonFigures)),
        basesAt(doc, to, registry),
      );
      step = to;
      write("push");
    },
    hash: (at) => route.hash(doc, doc.steps[at]?.id ?? "", entriesNow(lessonFigures)),
    wrote: (hash) => hash === written,
    firstKey: owned[0] === undefined ? null : prefix + owned[0],
    listen() {
      const stop = store.subscribe((now, before) => {
        if (now.figures === before.figures) return;
        clearTimeout(timer);
        timer = setTimeout(() => {
          if (isAt(route.hash(doc, doc.steps[step]?.id ?? "", new Map()))) write("replace");
        }, WAIT);
      });
      return () => {
        clearTimeout(timer);
        stop();
        written = "";
        store.getState().removeFigures(prefix);
      };
    },
  };
  return session;
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
  lessonFigures: LessonFigures,
  bases: ReadonlyMap<string, object>,
  parameters: Parameters,
): readonly string[] {
  const refused: string[] = [];
  const states = new Map<string, object>();
  for (const [id, base] of bases) {
    const definition = lessonFigures.registry[widgetOf(id, lessonFigures.figures)]?.definition;
    const linked =
      definition === undefined
        ? { state: base, refused: [] }
        : linkedState(id, parameters, base, definition);
    states.set(id, linked.state);
    refused.push(...linked.refused);
  }
  lay(lessonFigures, states, bases);
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
