/** Loads a widget's component and draws it; until it is there a placeholder keeps its room. A failed load can be tried again. */
import { type ComponentType, type ReactNode, Suspense, use } from "react";
import { untilAsked } from "../../shell/again";
import type { Widget, WidgetProps } from "../../widgets/widget";
import styles from "./figure.module.css";

type Loaded = Promise<{ readonly component: ComponentType<WidgetProps> }>;

const loading = new WeakMap<Widget, Loaded>();

/** Begins to load, so that a figure of the next step is there when it is reached. */
export function loadWidget(widget: Widget): Loaded {
  const known = loading.get(widget);
  if (known !== undefined) return known;
  const begun = widget.load();
  untilAsked(begun, () => loading.delete(widget));
  loading.set(widget, begun);
  return begun;
}

export function WidgetView({ widget, props }: { readonly widget: Widget; readonly props: WidgetProps }): ReactNode {
  return (
    <Suspense fallback={<div className={styles["placeholder"]} aria-live="polite" aria-label="The figure is being loaded" />}>
      <Inner widget={widget} props={props} />
    </Suspense>
  );
}

function Inner({ widget, props }: { readonly widget: Widget; readonly props: WidgetProps }): ReactNode {
  const { component: Component } = use(loadWidget(widget));
  return <Component {...props} />;
}
