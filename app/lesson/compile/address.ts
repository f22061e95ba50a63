/** Where a link of a lesson may go: to https, to a lesson or step, to a file of the lesson. */
import type { Place } from "../language/diagnostics";
import { didYouMean, nearest, listed } from "../language/nearest";
import type { Context } from "./context";

/** The address as it is followed; null, and said why, where a link may not go there. */
export function address(context: Context, href: string, place: Place): string | null {
  if (/^https:\/\/[^/\s]/i.test(href)) return href;
  if (href.startsWith("#/")) return appAddress(context, href, place);
  if (/^#[\w-]+$/.test(href)) return stepAddress(context, href.slice(1), place);
  if (/^http:/i.test(href)) {
    const suggestion = `https:${href.slice(5)}`;
    const message = `Links go to https addresses. Does ${suggestion} work?`;
    context.report("link-address", place, message, { suggestion });
    return null;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(href) || /^[/\\#]|^%5C/i.test(href) || href === "") {
    const message = `A link cannot go to "${href}". It may go to https://…, to #/lesson/…, to #step, or to a file of the lesson.`;
    context.report("link-address", place, message);
    return null;
  }
  return href;
}

function stepAddress(context: Context, step: string, place: Place): string | null {
  if (context.stepIds.has(step)) return `#/lesson/${context.front.id}/${step}`;
  const steps = [...context.stepIds];
  const missing = `This lesson has no step "${step}".`;
  return notThere(context, place, step, steps, missing, ` Its steps are ${listed(steps)}.`);
}

function appAddress(context: Context, href: string, place: Place): string | null {
  const { course } = context.options;
  const [, lesson, step] = /^#\/lesson\/([\w-]+)(?:\/([\w-]+))?$/.exec(href) ?? [];
  if (course === undefined || lesson === undefined) return href;
  const lessons = Object.keys(course);
  if (!lessons.includes(lesson))
    return notThere(context, place, lesson, lessons, `There is no lesson "${lesson}".`);
  const steps = course[lesson] ?? [];
  return step === undefined || steps.includes(step)
    ? href
    : notThere(context, place, step, steps, `The lesson "${lesson}" has no step "${step}".`);
}

function notThere(
  context: Context,
  place: Place,
  name: string,
  allowed: readonly string[],
  missing: string,
  others = "",
): null {
  const suggestion = nearest(name, allowed);
  const message = `${missing}${didYouMean(suggestion)}${others}`;
  context.report("link-lesson", place, message, { allowed, suggestion });
  return null;
}
