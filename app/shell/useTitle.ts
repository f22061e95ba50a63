/** What the browser's tab is called; null leaves it as it is. */
import { useEffect } from "react";

export function useTitle(title: string | null): void {
  useEffect(() => {
    if (title !== null) document.title = title;
  }, [title]);
}
