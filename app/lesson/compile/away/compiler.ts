/**
 * The page's handle on the compiler: texts are compiled in a worker, one at a time, the newest
 * last, with a time budget; whoever wrote the text can end it. Where workers are forbidden the page
 * compiles by itself: the limits of the language keep that short.
 */
import { trustedScriptUrl } from "../../../../engine/core/trusted";
import type { Compiled } from "../compile";
import type { DraftFiles } from "../draft";
import workerUrl from "./compile-worker?worker&url";

export interface Question {
  readonly id: number;
  readonly text: string;
  readonly file: string;
  /** The lesson's own pictures and arrays, by their names in the text. */
  readonly files: DraftFiles;
}

/** What is sent to the worker: files only where they are others than those of the text before. */
export type Sent = Omit<Question, "files"> & Partial<Pick<Question, "files">>;

export interface Answer {
  readonly id: number;
  readonly compiled: Compiled;
}

/** What became of a text: its document, or why there is none. */
export type Outcome = { readonly compiled: Compiled } | { readonly ended: "budget" | "broken" };

/** Milliseconds. A text within the limits needs a fifth of one second on a slow laptop. */
export const BUDGET = 5000;
/** Milliseconds until the worker must have begun: on a slow link its script takes long to come. */
const START_LIMIT = 60_000;

/** Whatever answers questions: a worker, in tests something else. */
export interface Helper {
  /** Resolves when it has begun to listen; without it, it listens at once. */
  readonly up?: Promise<void>;
  ask(question: Question): void;
  end(): void;
}
export type StartHelper = (
  answer: (answer: Answer) => void,
  broken: (reason: "dead" | "forbidden") => void,
) => Helper;

export class Compiler {
  #helper: Helper | null = null;
  #id = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #outcome: ((outcome: Outcome) => void) | null = null;
  /** Set when workers turned out to be forbidden here. */
  #forbidden = false;

  constructor(
    readonly start: StartHelper = startWorker,
    readonly here: (
      text: string,
      file: string,
      files: Question["files"],
    ) => Promise<Compiled> = compileHere,
  ) {}

  /** Compiles `text`; a text that is still being compiled is given up for it, unanswered. */
  compile(
    text: string,
    file: string,
    outcome: (outcome: Outcome) => void,
    files: Question["files"] = {},
  ): void {
    if (this.#outcome !== null) this.stop();
    const id = ++this.#id;
    const question = { id, text, file, files };
    this.#outcome = outcome;
    if (this.#forbidden) return this.#compileHere(question);
    this.#helper ??= this.start(
      (answer) => {
        if (answer.id === this.#id) this.#finish({ compiled: answer.compiled }, false);
      },
      (reason) => this.#broken(reason, question),
    );
    this.#limit(this.#helper, id);
    this.#helper.ask(question);
  }

  /** The budget is the text's; what the worker's script needs to come is not counted. */
  #limit({ up }: Helper, id: number): void {
    const after = (milliseconds: number): void => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#finish({ ended: "budget" }, true), milliseconds);
    };
    after(up === undefined ? BUDGET : START_LIMIT);
    void up?.then(() => {
      if (id === this.#id && this.#outcome !== null) after(BUDGET);
    });
  }

  /** Ends what is being compiled; nobody is told. */
  stop(): void {
    this.#outcome = null;
    this.#finish({ ended: "broken" }, true);
  }

  #broken(reason: "dead" | "forbidden", question: Question): void {
    if (reason === "dead") return this.#finish({ ended: "broken" }, true);
    this.#forbidden = true;
    clearTimeout(this.#timer);
    this.#compileHere(question);
  }

  #compileHere({ id, text, file, files }: Question): void {
    void this.here(text, file, files).then(
      (compiled) => {
        if (id === this.#id) this.#finish({ compiled }, false);
      },
      () => this.#finish({ ended: "broken" }, false),
    );
  }

  #finish(outcome: Outcome, end: boolean): void {
    clearTimeout(this.#timer);
    if (end) {
      this.#helper?.end();
      this.#helper = null;
      this.#id++;
    }
    const told = this.#outcome;
    this.#outcome = null;
    told?.(outcome);
  }
}

function startWorker(
  answer: (answer: Answer) => void,
  broken: (reason: "dead" | "forbidden") => void,
): Helper {
  let heard = false;
  try {
    const worker = new Worker(trustedScriptUrl(workerUrl), { type: "module", name: "compiler" });
    const up = new Promise<void>((resolve) => {
      worker.addEventListener("message", ({ data }: MessageEvent<Answer | "up">) => {
        heard = true;
        if (data === "up") resolve();
        else answer(data);
      });
    });
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      broken(heard ? "dead" : "forbidden");
    });
    let held: DraftFiles | null = null;
    const send = ({ files, ...rest }: Question): void => {
      worker.postMessage((files === held ? rest : { ...rest, files }) satisfies Sent);
      held = files;
    };
    return {
      up,
      ask: (question) => void up.then(() => send(question)),
      end: () => worker.terminate(),
    };
  } catch {
    queueMicrotask(() => broken("forbidden"));
    return { ask() {}, end() {} };
  }
}

async function compileHere(
  text: string,
  file: string,
  files: Question["files"],
): Promise<Compiled> {
  const { compileForeign } = await import("../shipped");
  return compileForeign(text, file, files);
}
