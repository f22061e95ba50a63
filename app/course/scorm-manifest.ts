/**
 * `imsmanifest.xml`: what an LMS reads of a package. One learning object, the whole course, which
 * reports its score, its completion and its time itself. Sources: SCORM 1.2 Content Aggregation
 * Model; SCORM 2004 4th Edition Content Aggregation Model.
 */
import { type LmsDetails, manifestId, markIn } from "./lms-details";
import type { ScormVersion } from "./lms-mark";

const XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const OLD = {
  names: [
    'xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"',
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2"',
    XSI,
  ],
  schema: "1.2",
  kind: "adlcp:scormtype",
  passed: (mark: number | null) =>
    mark === null
      ? ""
      : `
        <adlcp:masteryscore>${Math.round(mark * 100)}</adlcp:masteryscore>`,
};
const NEW = {
  names: [
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"',
    'xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"',
    'xmlns:imsss="http://www.imsglobal.org/xsd/imsss"',
    XSI,
  ],
  schema: "2004 4th Edition",
  kind: "adlcp:scormType",
  passed: (mark: number | null) => `
        <imsss:sequencing>${
          mark === null
            ? ""
            : `
          <imsss:objectives>
            <imsss:primaryObjective objectiveID="score" satisfiedByMeasure="true">
              <imsss:minNormalizedMeasure>${mark}</imsss:minNormalizedMeasure>
            </imsss:primaryObjective>
          </imsss:objectives>`
        }
          <imsss:deliveryControls completionSetByContent="true" objectiveSetByContent="true" />
        </imsss:sequencing>`,
};

export function scormManifest(
  title: string,
  files: readonly string[],
  version: ScormVersion,
  details: LmsDetails,
): string {
  const { names, schema, kind, passed } = version === "1.2" ? OLD : NEW;
  const shown = escaped(title);
  const listed = files.map((name) => `      <file href="${escaped(href(name))}" />\n`).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="${escaped(manifestId(details, title))}" version="1.0"
  ${names.join("\n  ")}>
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>${schema}</schemaversion>
  </metadata>
  <organizations default="course">
    <organization identifier="course">
      <title>${shown}</title>
      <item identifier="lessons" identifierref="site" isvisible="true">
        <title>${shown}</title>${passed(markIn(details.pass))}
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="site" type="webcontent" ${kind}="sco" href="index.html">
${listed}    </resource>
  </resources>
</manifest>
`;
}

function href(name: string): string {
  return name.split("/").map(encodeURIComponent).join("/");
}

/** Text that stands in XML; signs that it does not allow are left out. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "");
}
