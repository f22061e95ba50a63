/**
 * `#/print/<id>`: the lesson as a handout. All steps one after the other, figures as they stand
 * when their step opens, room for answers, and the answers on a sheet of their own. Practice prints
 * as a worksheet, in versions for neighbours, whose key comes from the same seed.
 */
import { type ReactNode, Suspense, useMemo, useState } from "react";
import { LessonAt } from "../../course/LessonAt";
import { t } from "../../language/words";
import type { FigureBlock, LessonDoc, LessonStep } from "../../lesson/document";
import type { Exercise } from "../../lesson/practice/practice";
import { Blocks } from "../../lesson/runtime/Blocks";
import { LessonScopeContext, type LessonScope } from "../../lesson/runtime/scope";
import { basesAt, figuresOf, ownerOf, type Registry, stageOf } from "../../lesson/runtime/walk";
import { WidgetView } from "../../lesson/runtime/WidgetView";
import { Header } from "../../shell/Header";
import { useAddress } from "../../shell/useAddress";
import { useTitle } from "../../shell/useTitle";
import { FigureServicesContext, noServices } from "../../widgets/services";
import { Answers } from "./Answers";
import { exercisesOf } from "./exercises";
import { PrintedFigure } from "./PrintedFigure";
import { type Options, PrintOptions, STANDARD } from "./PrintOptions";
import { type Numbered, numberedQuestions } from "../../lesson/runtime/numbered-questions";
import { isQuestion } from "../../lesson/runtime/question-block";
import { PrintQuestion } from "./PrintQuestion";
import styles from "./print.module.css";

export function Print(): ReactNode {
  return (
    <Suspense fallback={<Header />}>
      <LessonAt>{(doc, registry) => <Handout doc={doc} registry={registry} />}</LessonAt>
    </Suspense>
  );
}

interface HandoutProps {
  readonly doc: LessonDoc;
  readonly registry: Registry;
}

function Handout({ doc, registry }: HandoutProps): ReactNode {
  const { preferences } = useAddress();
  const [options, setOptions] = useState<Options>({ ...STANDARD, seed: preferences.seed });
  const { count, seed, version, notes } = options;
  const questions = useMemo(() => numberedQuestions(doc), [doc]);
  const exercises = useMemo(
    () => exercisesOf([...questions.values()], count, { seed, version }),
    [questions, count, seed, version],
  );
  const suffix = version === "" ? "" : t(", version {version}", { version });
  const titled = t("{title}: handout", { title: doc.title });
  useTitle(titled);
  return (
    <>
      <Header>
        <p>{titled}</p>
      </Header>
      <PrintOptions
        doc={doc}
        options={options}
        hasExercises={exercises.size > 0}
        onChange={(change) => setOptions((before) => ({ ...before, ...change }))}
      />
      <main className={styles["paper"]} tabIndex={-1} lang={doc.lang} dir={doc.dir}>
        {options.isNamed && (
          <p className={styles["name"]}>
            <span>{t("Name")}</span>
            <span>{t("Date")}</span>
          </p>
        )}
        <h1>
          {doc.title}
          {suffix}
        </h1>
        <p className={styles["summary"]}>{doc.summary}</p>
        {doc.steps.map((step, at) => (
          <Step
            key={step.id}
            doc={doc}
            registry={registry}
            step={step}
            at={at}
            questions={questions}
            exercises={exercises}
            notes={notes}
          />
        ))}
        {options.hasKey && (
          <Scope doc={doc} registry={registry} at={doc.steps.length - 1}>
            <Answers
              title={t("Answers") + suffix}
              questions={[...questions.values()]}
              exercises={exercises}
            />
          </Scope>
        )}
      </main>
    </>
  );
}

interface StepProps extends HandoutProps {
  readonly step: LessonStep;
  readonly at: number;
  readonly questions: ReadonlyMap<string, Numbered>;
  readonly exercises: ReadonlyMap<string, readonly Exercise[]>;
  readonly notes: boolean;
}

function Step({ doc, registry, step, at, questions, exercises, notes }: StepProps): ReactNode {
  const stage = stageOf(step, figuresOf(doc));
  const figures = { doc, registry, at };
  return (
    <Scope doc={doc} registry={registry} at={at}>
      <section className={styles["step"]}>
        <h2>{step.title}</h2>
        <Figures {...figures} shown={stage} />
        {step.blocks.map((block, index) => {
          if (block.kind === "figure" || block.kind === "compare") {
            const named = block.kind === "figure" ? [block] : block.figures;
            const shown = named.filter(({ id }) => stage.every((one) => one.id !== id));
            return <Figures key={index} {...figures} shown={shown} />;
          }
          if (!isQuestion(block)) return <Blocks key={index} blocks={[block]} />;
          const numbered = questions.get(block.id);
          return numbered === undefined ? null : (
            <PrintQuestion key={block.id} {...numbered} exercises={exercises.get(block.id) ?? []} />
          );
        })}
        {notes && step.notes.length > 0 && (
          <aside className={styles["notes"]} aria-label={t("Speaker notes")}>
            <Blocks blocks={step.notes} />
          </aside>
        )}
      </section>
    </Scope>
  );
}

/**
 * Figures of a step, as they stand when it opens; left out when nothing changed since the step
 * before.
 */
function Figures({
  doc,
  registry,
  shown,
  at,
}: HandoutProps & { readonly shown: readonly FigureBlock[]; readonly at: number }): ReactNode {
  const services = useMemo(
    () => ({ ...noServices, pictures: doc.pictures ?? noServices.pictures }),
    [doc],
  );
  const figures = figuresOf(doc);
  const bases = basesAt(doc, at, registry);
  const before = at === 0 ? new Map<string, object>() : basesAt(doc, at - 1, registry);
  const earlier = new Set(
    doc.steps.slice(0, at).flatMap((one) => stageOf(one, figures).map(({ id }) => id)),
  );
  return shown.map((figure) => {
    const owner = ownerOf(figure.id, figures);
    const widget = registry[figure.widget];
    const state = bases.get(owner);
    const same =
      earlier.has(figure.id) && JSON.stringify(state) === JSON.stringify(before.get(owner));
    if (widget === undefined || state === undefined || same) return null;
    return (
      <figure
        key={figure.id}
        className={styles["figure"]}
        data-figure={figure.id}
        aria-label={figure.alt}
        dir="ltr" // indices do not mirror
      >
        <PrintedFigure label={figure.alt}>
          <FigureServicesContext value={services}>
            <WidgetView
              widget={widget}
              props={{
                id: `print ${figure.id}`,
                state,
                change: nothing,
                hidden: new Set(widget.definition.controls),
                locked: new Set(widget.definition.controls),
                mode: "print",
              }}
            />
          </FigureServicesContext>
        </PrintedFigure>
      </figure>
    );
  });
}

function nothing(): void {}

function Scope({
  doc,
  registry,
  at,
  children,
}: HandoutProps & { readonly at: number; readonly children: ReactNode }): ReactNode {
  const scope = useMemo<LessonScope>(
    () => ({
      doc,
      step: at,
      registry,
      figures: figuresOf(doc),
      stage: [],
      onStage: new Set(),
      prefix: `print:${doc.id}/`,
      mode: "print",
      pick: null,
      setPick: nothing,
      hash: () => `#/lesson/${doc.id}`,
    }),
    [doc, at, registry],
  );
  return <LessonScopeContext value={scope}>{children}</LessonScopeContext>;
}
