/**
 * What an LMS keeps between two visits: the learner's answers and how far they came, in few
 * characters. SCORM 1.2 has room for 4,096, so there are shorter forms that leave out what is
 * missed least. What comes back is untrusted: bounded and checked.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from "fflate";
import * as v from "valibot";
import { type Answer, answersSchema } from "../store/answers";
import { type Progress, progressSchema } from "../store/progress";

export interface Kept {
  readonly progress: Progress;
  readonly answers: Readonly<Record<string, Answer>>;
}

const FORM = "1";
const LONGEST = 64_000;
const MOST_BYTES = 2_000_000;
const LONGEST_GIVEN = 60;

const keptSchema = v.object({ progress: progressSchema, answers: answersSchema });

/** The fullest first. */
export function suspendTexts(kept: Kept): readonly string[] {
  return [(answer: Answer) => answer, withoutHistory, withoutLongText, rightAlone, () => null].map(
    (form) => packed({ progress: kept.progress, answers: answersAs(kept.answers, form) }),
  );
}

/** Null when nothing was kept, or it cannot be read. */
export function readSuspended(text: string): Kept | null {
  if (!text.startsWith(FORM) || text.length > LONGEST) return null;
  try {
    const bytes = Uint8Array.from(atob(text.slice(FORM.length)), (sign) => sign.charCodeAt(0));
    const json = strFromU8(inflateSync(bytes, { out: new Uint8Array(MOST_BYTES) }));
    const read = v.safeParse(keptSchema, JSON.parse(json));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

function packed(kept: Kept): string {
  const bytes = deflateSync(strToU8(JSON.stringify(kept)), { level: 9 });
  return FORM + btoa(strFromU8(bytes, true));
}

function answersAs(
  answers: Kept["answers"],
  form: (answer: Answer) => Answer | null,
): Kept["answers"] {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([key, answer]) => {
      const short = form(answer);
      return short === null ? [] : [[key, short]];
    }),
  );
}

function withoutHistory(answer: Answer): Answer {
  const { streak, round, tries } = answer;
  return {
    ...bare(answer),
    given: answer.given,
    hints: answer.hints,
    ...(streak === undefined ? {} : { streak }),
    ...(round === undefined ? {} : { round }),
    ...(tries === undefined ? {} : { tries }),
  };
}

function withoutLongText(answer: Answer): Answer | null {
  if (!answer.checked) return null;
  const { given, tries } = answer;
  const long = typeof given === "string" && given.length > LONGEST_GIVEN;
  return { ...bare(answer), given: long ? "" : given, ...(tries === undefined ? {} : { tries }) };
}

function rightAlone(answer: Answer): Answer | null {
  return answer.checked && answer.right ? bare(answer) : null;
}

function bare({ checked, right, solution }: Answer): Answer {
  return { given: "", checked, right, hints: 0, solution };
}
