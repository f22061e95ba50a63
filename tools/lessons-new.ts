/**
 * npm run lessons:new -- ID ["Title"]: makes lessons/ID/lesson.mdoc, a small lesson that passes the
 * check. Exit code: 0 when made, 1 when it exists already, 2 when ID is not one.
 */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { starter } from "../app/lesson/compile/starter";
import { slug } from "../app/lesson/language/attributes";
import { SLUG } from "../app/lesson/language/front-matter-keys";

const root = join(fileURLToPath(import.meta.url), "..", "..");

export function main([id, title, ...rest]: readonly string[]): Promise<number> {
  if (id === undefined || rest.length > 0) return stop('npm run lessons:new -- ID ["Title"]', 2);
  if (!SLUG.test(id))
    return stop(`"${id}" is not an id: small letters, digits and hyphens, such as ${slug(id)}.`, 2);
  const folder = join(root, "lessons", id);
  if (existsSync(join(folder, "lesson.mdoc")))
    return stop(`lessons/${id}/lesson.mdoc exists already.`, 1);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "lesson.mdoc"), starter(id, title ?? titled(id)));
  console.log(`lessons/${id}/lesson.mdoc is made. Next:`);
  console.log(`  npm run dev                      then open #/lesson/${id}`);
  console.log(`  npm run lessons:check -- lessons/${id}/lesson.mdoc`);
  return Promise.resolve(0);
}

/** "my-lesson" as "My lesson". */
function titled(id: string): string {
  const words = id.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function stop(message: string, code: number): Promise<number> {
  console.error(message);
  return Promise.resolve(code);
}
