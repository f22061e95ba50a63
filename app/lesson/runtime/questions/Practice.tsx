/**
 * Endless generated exercises: one after another from a seed, with hints, and feedback that names
 * the very term. The generators come in a chunk of their own when the first exercise is drawn.
 */
import { wholeCatalogueOf } from "../../../language/languages";
import { spokenLanguage, t, word } from "../../../language/words";
import { type ReactNode, Suspense, use, useMemo, useState } from "react";
import { LabError } from "../../../../engine/core/errors";
import { once } from "../../../later/retry";
import { useAddress } from "../../../shell/useAddress";
import type { PracticeBlock } from "../../document";
import type {
  Exercise,
  Feedback as Said,
  Field,
  Generator,
  Input,
  TablePart,
} from "../../practice/practice";
import { readNumber } from "../numbers";
import { Entry } from "./ExerciseFields";
import { Parts, Table } from "./ExerciseParts";
import { Fields as AnswerFields, CheckButton, Feedback, Frame, Help, useAnswer } from "./parts";
import { Button } from "../../../figures/marks/controls/Button";
import styles from "./questions.module.css";

const loadGenerators = once<Readonly<Record<string, Generator>>>(async () => {
  const { generators } = await import("../../practice");
  return generators;
});

export function Practice({ block }: { readonly block: PracticeBlock }): ReactNode {
  return (
    <Suspense fallback={<p>{t("The exercise is being made …")}</p>}>
      <Loaded block={block} />
    </Suspense>
  );
}

function Loaded({ block }: { readonly block: PracticeBlock }): ReactNode {
  const generators = use(loadGenerators());
  use(wholeCatalogueOf(spokenLanguage()));
  const generator = Object.hasOwn(generators, block.generator)
    ? generators[block.generator]
    : undefined;
  if (generator === undefined)
    throw new LabError(
      "unknown-name",
      t("There is no practice called “{name}”.", { name: block.generator }),
    );
  return <Series block={block} generator={generator} />;
}

interface SeriesProps {
  readonly block: PracticeBlock;
  readonly generator: Generator;
}

function Series({ block, generator }: SeriesProps): ReactNode {
  const asked = useAnswer(block.id);
  const { preferences } = useAddress();
  const { answer, change } = asked;
  const round = answer.round ?? 0;
  const streak = answer.streak ?? 0;
  const seed = preferences.seed ?? block.seed;
  const exercise = useMemo(
    () => generator.make(seed, round, block.options),
    [generator, seed, round, block.options],
  );
  const texts = typeof answer.given === "string" ? answer.given.split("|") : [];
  const inputs = exercise.fields.map((_, at) => texts[at] ?? "");
  const solution = answer.solution;
  const next = (): void =>
    change({
      given: "",
      checked: false,
      right: false,
      hints: 0,
      solution: false,
      round: round + 1,
      streak: answer.right ? streak : 0,
    });
  return (
    <Frame kind={t("Practice: {title}", { title: word(generator.title) })} ask={[]}>
      <Parts parts={exercise.ask.filter((part) => part !== askedTable(exercise))} />
      <Fields
        key={`${seed} ${round}`}
        exercise={exercise}
        inputs={inputs}
        onInput={(at, text) =>
          change({
            given: inputs.with(at, text.replaceAll("|", "")).join("|"),
            checked: false,
            right: false,
          })
        }
        onCheck={(said) =>
          change({
            checked: true,
            right: said.right,
            streak: said.right && !answer.right && !solution ? streak + 1 : streak,
          })
        }
        checked={answer.checked}
      />
      <Hints asked={asked} exercise={exercise} />
      <div className="row" data-form>
        <Button primary={answer.right && answer.checked} onClick={next}>
          {answer.right && answer.checked ? t("Another one") : t("A different one")}
        </Button>
        {streak > 1 ? <span>{t("{streak} in a row", { streak })}</span> : null}
      </div>
    </Frame>
  );
}

interface FieldsProps {
  readonly exercise: Exercise;
  readonly inputs: readonly string[];
  readonly checked: boolean;
  readonly onInput: (at: number, text: string) => void;
  readonly onCheck: (said: Said) => void;
}

function Fields({ exercise, inputs, checked, onInput, onCheck }: FieldsProps): ReactNode {
  const [problems, setProblems] = useState<readonly (string | null)[]>([]);
  const read = exercise.fields.map((field, at) => readInput(field, inputs[at] ?? ""));
  const values = read.map(({ value }) => value);
  const said = checked ? exercise.check(values) : null;
  const table = askedTable(exercise);
  const entry = (at: number): ReactNode => {
    const field = exercise.fields[at];
    return field === undefined ? null : (
      <>
        <Entry
          field={field}
          text={inputs[at] ?? ""}
          problem={problems[at] ?? null}
          hideLabel={table !== undefined}
          onText={(text) => {
            setProblems([]);
            onInput(at, text);
          }}
        />
        {said === null ? null : <Mark verdict={said.fields[at] ?? "empty"} />}
      </>
    );
  };
  return (
    <AnswerFields
      onAnswer={() => {
        const found = read.map(({ problem }) => problem);
        setProblems(found);
        if (found.every((problem) => problem === null)) onCheck(exercise.check(values));
      }}
    >
      {exercise.fields.some((field) => field.optional) ? (
        <p className="soft" data-form>
          {t("The steps on the way help, but only the answer is needed.")}
        </p>
      ) : null}
      {table === undefined ? (
        <FieldList fields={exercise.fields} renderEntry={entry} />
      ) : (
        <Table
          part={table}
          renderEntry={(at) => (
            <span className={styles["cell"]} data-form>
              {entry(at)}
            </span>
          )}
        />
      )}
      <CheckButton disabled={inputs.every((text) => text.trim() === "")} />
      {said === null ? null : (
        <Feedback tone={said.right ? "right" : "not-yet"}>
          {said.right ? <strong>{t("Yes.")}</strong> : <strong>{t("Not yet.")}</strong>}{" "}
          {said.message}
        </Feedback>
      )}
    </AnswerFields>
  );
}

interface FieldListProps {
  readonly fields: readonly Field[];
  readonly renderEntry: (at: number) => ReactNode;
}

function FieldList({ fields, renderEntry }: FieldListProps): ReactNode {
  return (
    <div className={styles["fields"]} data-form data-many={fields.length > 4 || undefined}>
      {fields.map((field, at) => (
        <div
          key={field.id}
          className={styles["field"]}
          data-kind={field.kind}
          data-role={field.role}
          data-optional={field.optional || undefined}
        >
          {renderEntry(at)}
        </div>
      ))}
    </div>
  );
}

/** What stands in a field, as the exercise takes it; a text that is not a number has a problem. */
function readInput(
  field: Field,
  text: string,
): { readonly value: Input; readonly problem: string | null } {
  if (text.trim() === "") return { value: null, problem: null };
  if (field.kind === "code") return { value: text, problem: null };
  if (field.kind === "choice") return { value: Number(text), problem: null };
  const reading = readNumber(
    text,
    (value) => Math.abs(value - field.value) <= Math.max(field.tolerance, 1e-9),
  );
  return reading.ok
    ? { value: reading.value, problem: null }
    : { value: null, problem: reading.message };
}

/** The table whose cells are the fields, where there is one. */
function askedTable({ ask }: Exercise): TablePart | undefined {
  return ask.find((part): part is TablePart => part.kind === "table" && part.asked === true);
}

function Mark({ verdict }: { readonly verdict: "right" | "wrong" | "empty" }): ReactNode {
  if (verdict === "empty") return null;
  return (
    <span className={styles["mark"]} data-verdict={verdict}>
      {verdict === "right" ? t("✓ right") : t("look again")}
    </span>
  );
}

interface HintsProps {
  readonly asked: ReturnType<typeof useAnswer>;
  readonly exercise: Exercise;
}

function Hints({ asked, exercise }: HintsProps): ReactNode {
  const hints = exercise.hints.map((text) => [
    { kind: "paragraph" as const, content: [{ kind: "text" as const, text }] },
  ]);
  return (
    <>
      <Help asked={asked} hints={hints} solution={[]} />
      {asked.answer.solution ? (
        <div className={styles["hint"]}>
          <Parts parts={exercise.solution} />
        </div>
      ) : asked.answer.checked && !asked.answer.right ? (
        <div className={styles["help"]} data-form>
          <Button quiet onClick={() => asked.change({ solution: true })}>
            {t("Show how it goes")}
          </Button>
        </div>
      ) : null}
    </>
  );
}
