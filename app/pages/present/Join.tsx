/** A QR code, as large as the screen allows, that opens this very place on a student's phone. */
import type { ReactNode } from "react";
import { encode } from "uqr";
import { isOwn } from "../../course/own-id";
import { t } from "../../language/words";
import type { LessonScope } from "../../lesson/runtime/scope";
import { Dialog } from "../../shell/Dialog";
import { joinLink } from "./join-link";
import styles from "./present.module.css";

export interface JoinProps {
  readonly scope: LessonScope;
  readonly onClose: () => void;
}

export function Join({ scope, onClose }: JoinProps): ReactNode {
  const { doc, step } = scope;
  const { url, short, local } = joinLink(doc, step, scope.hash(), new URL(location.href));
  const own = isOwn(doc.id);
  return (
    <Dialog title={t("Join on a phone")} onClose={onClose} wide>
      <div className={styles["join"]}>
        {own ? (
          <p role="note">
            {t(
              "This lesson is kept on this device only, so a phone cannot open it. Publish it beside the site, or give its link.",
            )}
          </p>
        ) : (
          <>
            <QrCode text={url} />
            <p>
              {short
                ? t(
                    "Point the camera of a phone at it. The step opens; each answer given there has a code of four letters for the lecturer.",
                  )
                : t(
                    "Point the camera of a phone at it. This very place opens; each answer given there has a code of four letters for the lecturer.",
                  )}
            </p>
            {short ? <p role="note">{t("The figures open as the lesson sets them.")}</p> : null}
            {local ? (
              <p role="note">
                {t(
                  "This page comes from this machine itself: a phone cannot reach it. Open the lecture from the address that your students use.",
                )}
              </p>
            ) : null}
            <p className={styles["url"]}>{url}</p>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** Dark on light in every theme, with the rim of four squares that readers need. */
function QrCode({ text }: { readonly text: string }): ReactNode {
  const { data, size } = encode(text, { ecc: "L", border: 4 });
  const path = data
    .flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join("");
  return (
    <svg
      className={styles["qr"]}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t("QR code")}
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
