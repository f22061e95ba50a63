/**
 * Loads a widget's component and draws it; until it is there a placeholder keeps its room. A failed
 * load can be tried again. Once it is drawn, what it may need later is loaded.
 */
import { t } from "../../language/words";
import { type ReactNode, Suspense, use, useEffect } from "react";
import { loadLaterIdle } from "../../later/parts";
import { loadWidget } from "../../widgets/lazy";
import type { Widget, WidgetProps } from "../../widgets/widget";
import styles from "./figure.module.css";

interface WidgetViewProps {
  readonly widget: Widget;
  readonly props: WidgetProps;
}

export function WidgetView({ widget, props }: WidgetViewProps): ReactNode {
  return (
    <Suspense
      fallback={
        <div className={styles["placeholder"]} aria-live="polite" aria-busy="true">
          <span className="hidden-text">{t("The figure is being loaded")}</span>
        </div>
      }
    >
      <Inner widget={widget} props={props} />
    </Suspense>
  );
}

interface InnerProps {
  readonly widget: Widget;
  readonly props: WidgetProps;
}

function Inner({ widget, props }: InnerProps): ReactNode {
  const { component: Component } = use(loadWidget(widget));
  useEffect(() => void loadLaterIdle(), []);
  return <Component {...props} />;
}
