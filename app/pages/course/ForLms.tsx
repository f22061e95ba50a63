/** What a package tells an LMS beside the course: all of it may stay empty. */
import { type ReactNode, useId } from "react";
import { t } from "../../language/words";
import { detailsProblem, type LmsDetails } from "../../course/lms-details";
import { TextInput } from "../../shell/TextInput";
import styles from "./course.module.css";

interface ForLmsProps {
  readonly details: LmsDetails;
  readonly onType: (next: LmsDetails, field: keyof LmsDetails) => void;
}

function fields() {
  return [
    {
      name: "pass",
      label: t("Mark to pass, per cent of right answers"),
      hint: t("Empty: none. The LMS then says passed or failed beside completed."),
    },
    {
      name: "id",
      label: t("Id of the course"),
      hint: t(
        "Empty: it follows from the title. Give one, and a package with another title stays the same course.",
      ),
    },
    {
      name: "store",
      label: t("Address of the record store (cmi5)"),
      hint: t(
        "Empty: on the server of the package. Another one, such as {example}, is then allowed.",
        { example: "https://lrs.example.org" },
      ),
    },
  ] as const;
}

export function ForLms({ details, onType }: ForLmsProps): ReactNode {
  const id = useId();
  const problem = detailsProblem(details);
  return (
    <details className={styles["fields"]}>
      <summary>{t("For the LMS: mark to pass, id, record store")}</summary>
      <div className={styles["fields"]}>
        {fields().map(({ name, label, hint }) => (
          <div key={name} className={styles["fields"]}>
            <TextInput
              label={label}
              inputMode={name === "pass" ? "numeric" : "url"}
              maxLength={200}
              aria-describedby={`${id}-${name}-hint`}
              value={details[name]}
              onText={(text) => onType({ ...details, [name]: text.trim() }, name)}
            />
            <p id={`${id}-${name}-hint`}>{hint}</p>
          </div>
        ))}
      </div>
      {problem === "" ? null : <p role="alert">{problem}</p>}
    </details>
  );
}
