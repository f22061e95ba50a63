/**
 * `#/embed/<lesson>`, `#/embed/<lesson>/<figure>`, `#/embed/widget/<name>?stride=2`: without
 * chrome, for a frame in somebody's page. Tells the parent how high it is; works where storage and
 * workers are forbidden.
 */
import { t, word } from "../../language/words";
import { ExternalLink } from "lucide-react";
import { type ReactNode, Suspense, use, useEffect, useMemo, useRef, useState } from "react";
import { LessonAt } from "../../course/LessonAt";
import type { LessonDoc } from "../../lesson/document";
import { aloneDoc } from "../../lesson/runtime/alone";
import { Figure } from "../../lesson/runtime/Figure";
import { propertiesIn } from "../../lesson/runtime/lesson-block";
import { LessonScopeContext } from "../../lesson/runtime/scope";
import type { SessionRoute } from "../../lesson/runtime/session";
import { useLesson } from "../../lesson/runtime/useLesson";
import { figuresOf, widgetNames } from "../../lesson/runtime/walk";
import { tellPageAround } from "../../lms/page-around";
import { formatHash, linkTo } from "../../shell/address";
import { readValue } from "../../shell/codec";
import { NotFound } from "../../shell/NotFound";
import { useAddress } from "../../shell/useAddress";
import { widgetNamed, widgetsOf } from "../../widgets/lazy";
import { LessonView } from "../lesson/LessonView";
import { reportSize } from "./report-size";
import styles from "./embed.module.css";

export function Embed(): ReactNode {
  const { path } = useAddress();
  const [first = "", second] = path;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current === null ? undefined : reportSize(box.current)), []);
  return (
    <div ref={box}>
      <Suspense>
        {first === "widget" ? (
          <WidgetAlone name={second ?? ""} />
        ) : (
          <FromLesson key={first} name={second} />
        )}
      </Suspense>
    </div>
  );
}

function FromLesson({ name }: { readonly name: string | undefined }): ReactNode {
  return (
    <LessonAt>
      {(doc, registry) =>
        name === undefined || doc.steps.some((step) => step.id === name) ? (
          <>
            <LessonView doc={doc} registry={registry} embedded />
            <AskedBy doc={doc} />
          </>
        ) : (
          <FigureAlone key={name} doc={doc} id={name} />
        )
      }
    </LessonAt>
  );
}

/** Which page is told the reader's answers; nothing where none asked. */
function AskedBy({ doc }: { readonly doc: LessonDoc }): ReactNode {
  const [origin, setOrigin] = useState("");
  useEffect(() => tellPageAround(doc, setOrigin), [doc]);
  return origin === "" ? null : (
    <p className={styles["asked"]} role="note">
      {t("Your answers in this lesson are told to the page around it, {origin}.", { origin })}
    </p>
  );
}

function WidgetAlone({ name }: { readonly name: string }): ReactNode {
  const { parameters } = useAddress();
  const [first] = useState(parameters); // properties are read once: from then on the state is what counts
  const definition = use(widgetNamed(name))?.definition;
  const doc = useMemo(
    () =>
      definition === undefined
        ? null
        : aloneDoc(name, name, definition.title, propertiesIn(first, definition, readValue)),
    [definition, name, first],
  );
  if (doc === null)
    return (
      <NotFound what={t("There is no figure called “{name}”.", { name: name.slice(0, 60) })} />
    );
  return <FigureAlone key={name} doc={doc} id="f" />;
}

function FigureAlone({ doc, id }: { readonly doc: LessonDoc; readonly id: string }): ReactNode {
  const route = useMemo<SessionRoute>(() => embedRoute(doc, id), [doc, id]);
  const { scope } = useLesson(doc, "embed", route, use(widgetsOf(doc, widgetNames)));
  const { preferences } = useAddress();
  const block = figuresOf(doc).get(id);
  if (block === undefined)
    return (
      <NotFound
        what={t("The lesson “{title}” has no figure called “{name}”.", {
          title: doc.title,
          name: id.slice(0, 60),
        })}
      />
    );
  return (
    <LessonScopeContext value={scope}>
      <main className={styles["embed"]} tabIndex={-1}>
        <h1 className="hidden-text">
          {word(scope.registry[block.widget]?.definition.title ?? doc.title)}
        </h1>
        <Figure block={block} />
        <a
          className={styles["own"]}
          href={linkTo(scope.hash(), preferences)}
          target="_blank"
          rel="noopener"
        >
          {t("Open in its own tab")} <ExternalLink aria-hidden size={15} />
        </a>
      </main>
    </LessonScopeContext>
  );
}

/** The step is the one where the figure first stands; the address names the figure. */
function embedRoute(doc: LessonDoc, figure: string): SessionRoute {
  const alone = doc.steps.length === 1 && figure === "f";
  const home = doc.steps.find((step) =>
    step.blocks.some((block) => block.kind === "figure" && block.id === figure),
  );
  return {
    page: "embed",
    hash: (_, __, parameters) =>
      formatHash("embed", alone ? ["widget", doc.id] : [doc.id, figure], parameters),
    stepIn: () => home?.id,
    remembers: false,
  };
}
