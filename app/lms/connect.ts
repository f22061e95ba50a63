/**
 * A package in an LMS: begins the session, brings back what the LMS kept, and tells it what the
 * learner does. What it does not take stays on the device, under the learner's own name there, and
 * is told again, at the next visit if need be.
 */
import { wantedLanguages } from "../shell/appearance";
import * as v from "valibot";
import { now } from "../../engine/core/clock";
import type { ScormVersion } from "../course/lms-mark";
import { arrivingCourse, openCourse } from "../course/open-course";
import { isOwn, loadOwn } from "../course/own-lessons";
import type { LessonDoc } from "../lesson/document";
import { loadLesson } from "../lesson/runtime/library";
import { digest } from "../shell/digest";
import { deviceStorage, labStorage, storeFor } from "../store/lab-storage";
import { initialProgress } from "../store/progress";
import { lab } from "../store/store";
import { findApi, type LmsCall } from "./find-api";
import { reportOf } from "./report";
import { ScormSession } from "./scorm";
import { becomeLms } from "./state";
import { readSuspended } from "./suspend";

/** Milliseconds. */
const WAIT = { look: 250, looking: 2_000, save: 400, again: 20_000 };
const NOTE = "lms";
/** What the LMS does not know yet, and the seconds of a session that goes on after a reload. */
const noteSchema = v.object({ untold: v.boolean(), seconds: v.number() });
type Note = v.InferOutput<typeof noteSchema>;

/** Resolves once the learner's state is there. Never rejects. */
export async function connectLms(version: ScormVersion): Promise<void> {
  try {
    const call = await foundApi(version);
    if (call === null) return becomeLms("absent");
    const session = ScormSession.begin(call, version);
    if (session === null) return becomeLms("ended");
    storeFor(digest(session.learner));
    labStorage();
    new Teller(session, restore(session)).begin();
  } catch {
    becomeLms("refused");
  }
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
function restore(session: ScormSession): number {
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

  constructor(
    private readonly session: ScormSession,
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
      this.tell();
      if (!reloads) this.session.end();
    });
    addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.tell();
    });
    this.tellSoon(WAIT.save);
    void docsOfCourse().then((docs) => {
      this.docs = docs;
      this.tellSoon(0);
    });
  }

  private tellSoon(wait: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.tell(), wait);
  }

  private tell(): void {
    clearTimeout(this.timer);
    if (!this.session.records) return;
    const seconds = this.before + (now() - this.began) / 1000;
    const taken = this.session.save(reportOf(this.docs, lab.getState(), seconds));
    deviceStorage().write(NOTE, { untold: !taken, seconds });
    becomeLms(taken ? "taken" : "refused");
    if (!taken) this.tellSoon(WAIT.again);
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
