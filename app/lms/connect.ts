/**
 * A package in an LMS: begins the session, brings back what the LMS kept, and tells it what the
 * learner does. What it does not take stays on the device, under the learner's own name there, and
 * is told again, at the next visit if need be.
 */
import { wantedLanguages } from "../shell/appearance";
import * as v from "valibot";
import { now } from "../../engine/core/clock";
import type { PackageKind, ScormVersion } from "../course/lms-mark";
import { arrivingCourse, openCourse } from "../course/open-course";
import { isOwn } from "../course/own-id";
import { loadOwn } from "../course/own-lessons";
import type { LessonDoc } from "../lesson/document";
import { loadLesson } from "../lesson/runtime/library";
import { bestOf, LANGUAGES } from "../language/languages";
import { readQuery } from "../shell/address";
import { digest } from "../shell/digest";
import { deviceStorage, labStorage, storeFor } from "../store/lab-storage";
import { initialProgress } from "../store/progress";
import { lab } from "../store/store";
import { beginCmi5 } from "./begin-cmi5";
import { Cmi5Session } from "./cmi5";
import { findApi, type LmsCall } from "./find-api";
import { type Launch, learnerOf, readLaunch } from "./launch";
import { reportOf } from "./report";
import { ScormSession } from "./scorm";
import type { Session } from "./session";
import { becomeLms, leadBack, type LmsState, lmsState } from "./state";
import { readSuspended } from "./suspend";

/** Milliseconds. */
const WAIT = { look: 250, looking: 2_000, begin: 5_000, save: 400, again: 20_000 };
const NOTE = "lms";
/** What the LMS does not know yet, and the seconds of a session that goes on after a reload. */
const noteSchema = v.object({ untold: v.boolean(), seconds: v.number() });
type Note = v.InferOutput<typeof noteSchema>;

/** Resolves once the learner's state is there. Never rejects. */
export async function connectLms(kind: PackageKind): Promise<void> {
  try {
    await (kind === "cmi5" ? connectCmi5() : connectScorm(kind));
  } catch {
    becomeLms("refused");
  }
}

async function connectScorm(version: ScormVersion): Promise<void> {
  const call = await foundApi(version);
  if (call === null) return becomeLms("absent");
  const session = ScormSession.begin(call, version);
  if (session === null) return becomeLms("ended");
  storeFor(digest(session.learner));
  labStorage();
  new Teller(session, restore(session)).begin();
}

async function connectCmi5(): Promise<void> {
  const launch = readLaunch(readQuery());
  if (launch === null) return becomeLms("absent");
  if (typeof launch === "string") return becomeLms("unreadable", launch);
  storeFor(digest(learnerOf(launch)));
  labStorage();
  await Promise.race([begin(launch), new Promise((resolve) => setTimeout(resolve, WAIT.begin))]);
  if (lmsState() === "none") standBy("refused");
}

/** What is answered meanwhile is told later. */
function standBy(state: LmsState, reason?: string): void {
  deviceStorage().write(NOTE, { ...noted(), untold: true });
  becomeLms(state, reason);
}

/** Where the platform does not answer, the page works, and it is asked again. */
async function begin(launch: Launch): Promise<void> {
  const begun = await beginCmi5(launch);
  if ("state" in begun) {
    standBy(begun.state, begun.reason);
    if (begun.state === "refused") setTimeout(() => void begin(launch), WAIT.again);
    return;
  }
  const session = new Cmi5Session(begun);
  const { settings, setLanguage } = lab.getState();
  if (session.isFirst && settings.language === null)
    setLanguage(bestOf(session.languages, LANGUAGES));
  leadBack(session.back);
  new Teller(session, restore(session)).begin();
}

/** An LMS may put its object there a moment after it shows the page. */
async function foundApi(version: ScormVersion): Promise<LmsCall | null> {
  for (let waited = 0; ; waited += WAIT.look) {
    const call = findApi(globalThis, version);
    if (call !== null || waited >= WAIT.looking) return call;
    await new Promise((resolve) => setTimeout(resolve, WAIT.look));
  }
}

function noted(): Note {
  return deviceStorage().read(NOTE, noteSchema) ?? { untold: false, seconds: 0 };
}

/** Returns the seconds that this session has taken so far. */
function restore(session: Session): number {
  const { untold, seconds } = noted();
  const kept = readSuspended(session.suspended);
  const { progress, answers } = lab.getState();
  if (!untold) {
    if (kept !== null) lab.setState(kept);
    else if (session.isFirst) lab.setState({ progress: initialProgress, answers: {} });
  } else if (kept !== null)
    lab.setState({
      progress: {
        lessons: { ...kept.progress.lessons, ...progress.lessons },
        last: progress.last || kept.progress.last,
      },
      answers: { ...kept.answers, ...answers },
    });
  return session.goesOn ? seconds : 0;
}

class Teller {
  private docs: readonly LessonDoc[] | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly began = now();
  private tellings = 0;
  /** The session was ended, and a page that the browser kept is shown once more. */
  private over = false;

  constructor(
    private readonly session: Session,
    private readonly before: number,
  ) {}

  begin(): void {
    becomeLms(this.session.records ? "taken" : "looking");
    let told = lab.getState();
    lab.subscribe((state) => {
      if (state.answers === told.answers && state.progress === told.progress) return;
      told = state;
      this.tellSoon(WAIT.save);
    });
    let reloads = false;
    // Where the browser says so: a page that is loaded anew goes on with the session.
    const navigation: EventTarget | undefined = Reflect.get(globalThis, "navigation");
    navigation?.addEventListener("navigate", (event) => {
      reloads = Reflect.get(event, "navigationType") === "reload";
    });
    addEventListener("pagehide", () => {
      if (this.over) return;
      this.tell();
      if (reloads) return;
      this.over = true;
      this.session.end();
    });
    addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && !this.over) this.tell();
    });
    this.tellSoon(WAIT.save);
    void docsOfCourse().then((docs) => {
      this.docs = docs;
      this.tellSoon(0);
    });
  }

  private tellSoon(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), after);
  }

  private tell(): void {
    clearTimeout(this.timer);
    if (!this.session.records) return;
    const seconds = this.before + (now() - this.began) / 1000;
    if (this.over) {
      this.note(true, seconds);
      return becomeLms("ended");
    }
    const saved = this.session.save(reportOf(this.docs, lab.getState(), seconds));
    const telling = ++this.tellings;
    const settle = (taken: boolean): void => {
      if (telling !== this.tellings || this.over) return;
      this.note(!taken, seconds);
      becomeLms(taken ? "taken" : "refused");
      if (!taken) this.tellSoon(WAIT.again);
    };
    if (typeof saved === "boolean") return settle(saved);
    this.note(true, seconds);
    void saved.then(settle);
  }

  private note(untold: boolean, seconds: number): void {
    deviceStorage().write(NOTE, { untold, seconds });
  }
}

/** The lessons of the package; null when they cannot be had, and nothing is scored. */
async function docsOfCourse(): Promise<readonly LessonDoc[] | null> {
  try {
    await arrivingCourse();
    const wanted = wantedLanguages();
    const ids = openCourse()?.parts.flatMap((part) => part.lessons.map(({ id }) => id)) ?? [];
    const docs = await Promise.all(
      ids.map((id) => (isOwn(id) ? loadOwn(id) : loadLesson(id, wanted))),
    );
    return docs.filter((doc) => doc !== null);
  } catch {
    return null;
  }
}
