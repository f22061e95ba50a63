/**
 * Catches an error of one part of the page and boxes it there; the rest lives. t("Try again") draws
 * that part anew.
 */
import { t, word } from "../language/words";
import { Component, type ReactNode } from "react";
import { retryFailed } from "../later/retry";
import { isMissingPart, reason } from "./reason";
import { Button } from "../figures/marks/controls/Button";
import styles from "./shell.module.css";

export interface BoundaryProps {
  /** What failed, as a reader would call it: "This figure". */
  readonly what: string;
  /**
   * Writes the text that stands in for the part: a figure in words. Asked only when the part has
   * failed.
   */
  readonly instead?: (() => string) | undefined;
  readonly resetLabel?: string;
  readonly onReset?: (() => void) | undefined;
  /** What is drawn: when it has changed, it is tried again by itself. */
  readonly drawn?: unknown;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly error: unknown;
  readonly failed: boolean;
  readonly drawn: unknown;
}

export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { error: null, failed: false, drawn: this.props.drawn };

  static getDerivedStateFromError(error: unknown): Partial<BoundaryState> {
    return { error, failed: true };
  }

  static getDerivedStateFromProps(
    { drawn }: BoundaryProps,
    state: BoundaryState,
  ): BoundaryState | null {
    return drawn === state.drawn ? null : { error: null, failed: false, drawn };
  }

  reset = (): void => {
    retryFailed();
    // What was only not loaded is as it was.
    if (!isMissingPart(this.state.error)) this.props.onReset?.();
    this.setState({ error: null, failed: false });
  };

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    const { what, instead, resetLabel = t("Try again") } = this.props;
    const words = instead === undefined ? null : orNull(instead);
    return (
      <div className={styles["fault"]} role="alert">
        <p>
          <strong>{t("{what} could not be shown.", { what: word(what) })}</strong>{" "}
          {reason(this.state.error)}
        </p>
        {words === null ? null : <p>{words}</p>}
        <div className={styles["row"]}>
          <Button onClick={this.reset}>
            {isMissingPart(this.state.error) ? t("Try again") : resetLabel}
          </Button>
          {isMissingPart(this.state.error) ? (
            <Button onClick={() => location.reload()}>{t("Reload the page")}</Button>
          ) : null}
        </div>
      </div>
    );
  }
}

/** What failed to be drawn may fail to be described too. */
function orNull(words: () => string): string | null {
  try {
    return words();
  } catch {
    return null;
  }
}
