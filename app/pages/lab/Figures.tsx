/**
 * `#/lab/gallery`: every figure of the course by itself, with all its controls;
 * `#/lab/<name>?stride=2`: one of them.
 */
import { t, word } from "../../language/words";
import { type ReactNode, use, useMemo, useState } from "react";
import { aloneDoc } from "../../lesson/runtime/alone";
import { Figure } from "../../lesson/runtime/Figure";
import { propertiesIn } from "../../lesson/runtime/lesson-block";
import { LessonScopeContext } from "../../lesson/runtime/scope";
import type { SessionRoute } from "../../lesson/runtime/session";
import { useLesson } from "../../lesson/runtime/useLesson";
import { figuresOf } from "../../lesson/runtime/walk";
import { formatHash } from "../../shell/address";
import { once } from "../../later/retry";
import { readValue } from "../../shell/codec";
import { Page } from "../../shell/Page";
import { NotFound } from "../../shell/NotFound";
import { useAddress } from "../../shell/useAddress";
import { widgetNamed } from "../../widgets/lazy";
import type { Widget } from "../../widgets/widget";
import styles from "./figures.module.css";

const ROUTE: SessionRoute = {
  page: "lab",
  hash: (doc, _, parameters) => formatHash("lab", [doc.id], parameters),
  stepIn: () => undefined,
  remembers: false,
};

const allWidgets = once<Readonly<Record<string, Widget>>>(async () => {
  const { widgets } = await import("../../widgets");
  return widgets;
});

export function AllFigures(): ReactNode {
  const widgets = use(allWidgets());
  return (
    <Page title={t("All figures")} className={styles["page"]}>
      <p className="lead">
        {t(
          "Every figure of the course by itself, with all of its controls. What you set stays in the address.",
        )}
      </p>
      <ul className={styles["list"]}>
        {Object.values(widgets).map(({ definition }) => (
          <li key={definition.name}>
            <a href={`#/lab/${definition.name}`}>{word(definition.title)}</a>
            <p>{word(definition.summary)}</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}

export function OneFigure({ name }: { readonly name: string }): ReactNode {
  const widget = use(widgetNamed(name));
  if (widget === null)
    return (
      <NotFound
        what={t("There is no figure called “{name}”.", { name: name.slice(0, 60) })}
        hint={t("The gallery of the lab lists all there are.")}
      />
    );
  return <One name={name} widget={widget} />;
}

function One({ name, widget }: { readonly name: string; readonly widget: Widget }): ReactNode {
  const { definition } = widget;
  const { parameters } = useAddress();
  const [first] = useState(parameters); // properties are read once: from then on the state is what counts
  const doc = useMemo(
    () => aloneDoc(name, name, definition.title, propertiesIn(first, definition, readValue)),
    [definition, name, first],
  );
  const { scope, notice } = useLesson(
    doc,
    "embed",
    ROUTE,
    useMemo(() => ({ [name]: widget }), [name, widget]),
  );
  const block = figuresOf(doc).get("f");
  if (block === undefined) return null;
  return (
    <LessonScopeContext value={scope}>
      <Page
        title={word(definition.title)}
        place={<a href="#/lab/gallery">{t("All figures")}</a>}
        className={styles["page"]}
      >
        <h1 className="hidden-text">{word(definition.title)}</h1>
        {notice === null ? null : <p role="alert">{notice}</p>}
        <Figure block={block} />
      </Page>
    </LessonScopeContext>
  );
}
