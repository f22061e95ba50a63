/**
 * `cmi5.xml`: what an LMS reads of a cmi5 package. One assignable unit, the whole course, which is
 * done when it is completed; a mark to pass is told beside. Source: cmi5 (Quartz, 1st Edition), 13
 * and 14.
 */
import type { CourseText } from "./course-text";
import { courseIri, type LmsDetails, markIn, unitIri } from "./lms-details";
import { escaped } from "./scorm-manifest";

export function cmi5Structure({ title, welcome }: CourseText, details: LmsDetails): string {
  const mark = markIn(details.pass);
  const passed = mark === null ? "" : ` masteryScore="${mark}"`;
  const titled = texts(title, welcome.trim() === "" ? title : welcome);
  return `<?xml version="1.0" encoding="UTF-8"?>
<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
  <course id="${escaped(courseIri(details, title))}">
${titled}  </course>
  <au id="${escaped(unitIri(details, title))}" moveOn="Completed"${passed} activityType="http://adlnet.gov/expapi/activities/course">
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
