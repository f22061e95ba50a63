/** How lessons are addressed on each page that shows them. */
import { formatHash } from "../../shell/address";
import type { SessionRoute } from "./session";

export const lessonRoute: SessionRoute = {
  page: "lesson",
  hash: (doc, step, parameters) => formatHash("lesson", [doc.id, step], parameters),
  stepIn: (address) => address.path[1],
  remembers: true,
};

/** For who has joined a lecture by its QR code; it stays so over a reload. */
export const joinedRoute: SessionRoute = {
  ...lessonRoute,
  hash: (doc, step, parameters) =>
    formatHash("lesson", [doc.id, step], new Map([...parameters, ["joined", ""]])),
  joined: true,
};

export const presentRoute: SessionRoute = {
  page: "present",
  hash: (doc, step, parameters) => formatHash("present", [doc.id, step], parameters),
  stepIn: (address) => address.path[1],
  remembers: false,
};

/** A window that follows the lecturer's: it stays one over a reload. */
export const audienceRoute: SessionRoute = {
  ...presentRoute,
  hash: (doc, step, parameters) =>
    formatHash("present", [doc.id, step], new Map([...parameters, ["audience", ""]])),
};

export const embeddedRoute: SessionRoute = {
  page: "embed",
  hash: (doc, step, parameters) => formatHash("embed", [doc.id, step], parameters),
  stepIn: (address) => address.path[1],
  remembers: false,
};
