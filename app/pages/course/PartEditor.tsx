/** One part of a course: its title, its lessons in order, and what can be added. */
import { t } from "../../language/words";
import { ArrowDown, ArrowUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { changePart, type CourseDraft, moveLesson, removePart } from "../../course/make-course";
import { announce } from "../../shell/announce";
import { IconButton } from "../../shell/IconButton";
import { TextInput } from "../../shell/TextInput";
import { Button } from "../../figures/marks/controls/Button";
import styles from "./course.module.css";

interface PartEditorProps {
  readonly draft: CourseDraft;
  readonly at: number;
  /** Every lesson that a course can have. */
  readonly lessons: readonly { readonly id: string; readonly title: string }[];
  readonly onChange: (draft: CourseDraft) => void;
  /** A key was pressed in the title. */
  readonly onType: (draft: CourseDraft) => void;
}

export function PartEditor({ draft, at, lessons, onChange, onType }: PartEditorProps): ReactNode {
  const part = draft.parts[at];
  if (part === undefined) return null;
  const titleOf = (id: string): string =>
    lessons.find((one) => one.id === id)?.title ?? t("{id}, which is not on this device", { id });
  const used = new Set(draft.parts.flatMap((one) => one.lessons));
  const add = (id: string): void => {
    onChange(changePart(draft, at, { lessons: [...part.lessons, id] }));
    announce(t("{title} was added.", { title: titleOf(id) }));
  };
  return (
    <section
      className={styles["part"]}
      aria-label={part.title || t("Part {number}", { number: at + 1 })}
    >
      <p className="row">
        <TextInput
          label={t("Title of part {number}", { number: at + 1 })}
          maxLength={200}
          value={part.title}
          onText={(title) => onType(changePart(draft, at, { title }))}
        />
        {draft.parts.length < 2 ? null : (
          <Button quiet onClick={() => onChange(removePart(draft, at))}>
            {t("Remove this part")}
          </Button>
        )}
      </p>
      <Lessons draft={draft} at={at} titleOf={titleOf} onChange={onChange} />
      <label className="row">
        <span>{t("Add a lesson")}</span>
        <select value="" onChange={(event) => add(event.currentTarget.value)}>
          <option value="" disabled>
            {t("Choose …")}
          </option>
          {lessons
            .filter(({ id }) => !used.has(id))
            .map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
        </select>
      </label>
    </section>
  );
}

interface LessonsProps extends Pick<PartEditorProps, "draft" | "at" | "onChange"> {
  readonly titleOf: (id: string) => string;
}

/** Those of the part, each to be moved or removed. */
function Lessons({ draft, at, titleOf, onChange }: LessonsProps): ReactNode {
  const lessons = draft.parts[at]?.lessons ?? [];
  return (
    <ol>
      {lessons.map((id, place) => (
        <li key={`${id} ${place}`}>
          <span>{titleOf(id)}</span>
          <IconButton
            label={t("Move {item} up", { item: titleOf(id) })}
            disabled={at === 0 && place === 0}
            onPress={() => onChange(moveLesson(draft, at, place, -1))}
          >
            <ArrowUp aria-hidden size={18} />
          </IconButton>
          <IconButton
            label={t("Move {item} down", { item: titleOf(id) })}
            disabled={at === draft.parts.length - 1 && place === lessons.length - 1}
            onPress={() => onChange(moveLesson(draft, at, place, 1))}
          >
            <ArrowDown aria-hidden size={18} />
          </IconButton>
          <IconButton
            label={t("Remove {item}", { item: titleOf(id) })}
            onPress={() =>
              onChange(changePart(draft, at, { lessons: lessons.toSpliced(place, 1) }))
            }
          >
            <X aria-hidden size={18} />
          </IconButton>
        </li>
      ))}
    </ol>
  );
}
