/**
 * `cmi5.xml`: what an LMS reads of a cmi5 package. One assignable unit, the whole course, which is
 * done when it is completed. Source: cmi5 (Quartz, 1st Edition), 13 and 14.
 */
import { digest } from "../shell/digest";
import type { CourseText } from "./course-text";
import { escaped } from "./scorm-manifest";

export function cmi5Structure({ title, welcome }: CourseText): string {
  const titled = texts(title, welcome.trim() === "" ? title : welcome);
  return `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="${name(title)}">
${titled}  </course>
  <au id="${name(`${title} lessons`)}" moveOn="Completed" activityType="http://adlnet.gov/expapi/activities/course">
${titled}    <url>index.html</url>
  </au>
</courseStructure>
`;
}

function texts(title: string, description: string): string {
  const all = Object.entries({ title, description });
  return all
    .map(([of, text]) => `    <${of}><langstring lang="en">${escaped(text)}</langstring></${of}>\n`)
    .join("");
}

/** The same for the same title: a package that is uploaded anew is the same course. */
function name(text: string): string {
  const hex = [1, 2, 3]
    .map((part) =>
      Number.parseInt(digest(`${part} ${text}`), 36)
        .toString(16)
        .padStart(14, "0"),
    )
    .join("");
  const part = (from: number, to: number): string => hex.slice(from, to);
  return `urn:uuid:${part(0, 8)}-${part(8, 12)}-8${part(12, 15)}-8${part(15, 18)}-${part(18, 30)}`;
}
