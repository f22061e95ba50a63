/**
 * `#/course`: an instructor puts lessons in order, the lab's own and those of this device, and
 * gives the course out. No toolchain, no server; the draft stays on this device.
 */
import { t } from "../../language/words";
import { type ReactNode, useId, useState } from "react";
import { now } from "../../../engine/core/clock";
import { changed, type DraftHistory, draftHistory, undone } from "../../course/draft-history";
import { addPart, type CourseDraft, draftSchema, emptyDraft } from "../../course/make-course";
import { lessonsToChoose } from "../../course/open-course";
import { announce } from "../../shell/announce";
import { Page } from "../../shell/Page";
import { TextInput } from "../../shell/TextInput";
import { deviceStorage } from "../../store/lab-storage";
import { GiveOut, type GiveOutProps } from "./GiveOut";
import { PartEditor } from "./PartEditor";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./course.module.css";

const DRAFT = "course-draft";

export function MakeCourse(): ReactNode {
  const [history, setHistory] = useState(() =>
    draftHistory(deviceStorage().read(DRAFT, draftSchema) ?? emptyDraft()),
  );
  const draft = history.now;
  const [lessons] = useState(lessonsToChoose);
  const show = (next: DraftHistory): void => {
    setHistory(next);
    deviceStorage().write(DRAFT, next.now);
  };
  const change = (next: CourseDraft): void => show(changed(history, next));
  const type = (next: CourseDraft, field: string): void =>
    show(changed(history, next, { field, at: now() }));
  return (
    <Page title={t("Make a course")} className={styles["page"]}>
      <p className="lead">
        {t(
          "Choose lessons, put them in order, and save the course: as one file, as a whole site, or as a package for an LMS. Everything is made on this machine.",
        )}
      </p>
      <TitleAndWelcome draft={draft} onType={type} />
      {draft.parts.map((_, at) => (
        <PartEditor
          key={at}
          draft={draft}
          at={at}
          lessons={lessons}
          onChange={change}
          onType={(next) => type(next, `part ${at}`)}
        />
      ))}
      <p className="row">
        <Button onClick={() => change(addPart(draft))}>{t("Add a part")}</Button>
        <Button
          disabled={history.past.length === 0}
          onClick={() => {
            show(undone(history));
            announce(t("The last change was taken back."));
          }}
        >
          {t("Undo")}
        </Button>
      </p>
      <GiveOut draft={draft} onType={type} />
    </Page>
  );
}

function TitleAndWelcome({ draft, onType }: GiveOutProps): ReactNode {
  const id = useId();
  return (
    <div className={styles["fields"]}>
      <TextInput
        label={t("Title of the course")}
        maxLength={200}
        value={draft.title}
        onText={(title) => onType({ ...draft, title }, "title")}
      />
      <label htmlFor={id}>{t("Welcome, in a sentence or two")}</label>
      <textarea
        id={id}
        maxLength={2000}
        rows={2}
        value={draft.welcome}
        onChange={(event) => onType({ ...draft, welcome: event.currentTarget.value }, "welcome")}
      />
    </div>
  );
}
