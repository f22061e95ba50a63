/** What a finished course becomes: a file, a whole site, a package for an LMS. All made here. */
import { marked } from "../../language/numerals";
import { asCode, rich } from "../../language/rich";
import { t, word } from "../../language/words";
import { type ReactNode, useState } from "react";
import { type CourseFile, writeCourse } from "../../course/course-file";
import { type CourseDraft, courseFileOf, missingIn } from "../../course/make-course";
import { detailsProblem } from "../../course/lms-details";
import { openCourseBytes } from "../../course/open-course";
import { lmsZip, type Packing, PackingError, siteZip } from "../../course/site-zip";
import { goTo } from "../../shell/address";
import { fileName, saveBlob, saveBytes } from "../../shell/copy";
import { ForLms } from "./ForLms";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./course.module.css";

/** `kind`: of the package; null for a site of its own. */
const ZIPS = [
  { label: "A whole site (zip)", end: "site", kind: null },
  { label: "SCORM 1.2 package", end: "scorm12", kind: "1.2" },
  { label: "SCORM 2004 package", end: "scorm2004", kind: "2004" },
  { label: "cmi5 package", end: "cmi5", kind: "cmi5" },
] as const;

export interface GiveOutProps {
  readonly draft: CourseDraft;
  readonly onType: (next: CourseDraft, field: string) => void;
}

export function GiveOut({ draft, onType }: GiveOutProps): ReactNode {
  const name = fileName(draft.title.toLowerCase(), "course");
  const { said, problem, busy, save, open, zip } = useGiving(draft, name);
  const missing = missingIn(draft);
  const off = missing !== "" || busy;
  return (
    <section className={styles["out"]} aria-busy={busy}>
      <h2>{t("Give it to your students")}</h2>
      <p className="row">
        <Button primary disabled={off} onClick={save}>
          {t("Save the course file")}
        </Button>
        <Button disabled={off} onClick={open}>
          {t("Open it here")}
        </Button>
        {missing === "" ? null : <span>{missing}</span>}
      </p>
      <ForLms
        details={draft.lms}
        onType={(lms, field) => onType({ ...draft, lms }, `lms ${field}`)}
      />
      <p className="row">
        {ZIPS.map((one) => (
          <Button
            key={one.end}
            disabled={off || detailsProblem(draft.lms) !== ""}
            onClick={() => zip(one)}
          >
            {word(one.label)}
          </Button>
        ))}
        <output>{said}</output>
      </p>
      {problem === "" ? null : <p role="alert">{problem}</p>}
      <Explanation name={name} />
    </section>
  );
}

/** What is made of the draft, one thing at a time, and what became of it. */
function useGiving(draft: CourseDraft, name: string) {
  const [problem, setProblem] = useState("");
  const [said, setSaid] = useState("");
  const [busy, setBusy] = useState(false);
  const run = async (work: (course: CourseFile) => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem("");
    try {
      await work(await courseFileOf(draft));
    } catch (error) {
      if (!(error instanceof PackingError)) throw error;
      setSaid("");
      setProblem(error.message);
    } finally {
      setBusy(false);
    }
  };
  const say: Packing = (done, of) =>
    setSaid(t("Packing: {done} of {of} files of the lab.", { done, of }));
  const save = () => run(async (course) => saveBytes(`${name}.convlab`, writeCourse(course)));
  const open = () =>
    run(async (course) => {
      const opened = await openCourseBytes(writeCourse(course));
      if (opened.ok) goTo("#/");
      else setProblem(opened.reason);
    });
  const zip = ({ end, kind }: (typeof ZIPS)[number]) =>
    run(async (course) => {
      const made = await (kind === null
        ? siteZip(course, say)
        : lmsZip(course, kind, draft.lms, say));
      saveBlob(`${name}-${end}.zip`, made);
      setSaid(
        t("{name}: {size} MB, complete.", {
          name: `${name}-${end}.zip`,
          size: marked((made.size / 1e6).toFixed(1)),
        }),
      );
    });
  return { said, problem, busy, save, open, zip };
}

function Explanation({ name }: { readonly name: string }): ReactNode {
  return (
    <>
      <p>
        {t(
          "The course file opens on the start page. The site and the packages hold the whole lab with your course as its start page: unpack the site on any web space, or upload a package to your LMS, which then gets scores, progress and time.",
        )}
      </p>
      <p>
        {rich(
          "Own lessons come from the <link>studio</link>: save one there, open its file on the start page, and it appears in the lists above. On a site of your own, put the course file beside the lab and link to <code>{address}</code>, or unpack it into the folder <code>{folder}</code>.",
          {
            link: toStudio,
            code: asCode,
            address: `?course=${name}.convlab`,
            folder: "course/",
          },
        )}
      </p>
    </>
  );
}

function toStudio(words: ReactNode): ReactNode {
  return <a href="#/studio">{words}</a>;
}
