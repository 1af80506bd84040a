/* The one script of the site. Every page works without it; each behaviour makes one thing handier.
   A behaviour finds its elements by data-<name>; the build puts all of them into this file (ui/assets/js.py). */
import { menu } from "./behaviours/menu.js";
import { errorSummary } from "./behaviours/error-summary.js";
import { password } from "./behaviours/password.js";
import { print } from "./behaviours/print.js";
import { copy } from "./behaviours/copy.js";
import { openWide } from "./behaviours/open-wide.js";
import { autosave } from "./behaviours/autosave.js";
import { suggest } from "./behaviours/suggest.js";
import { passkey } from "./behaviours/passkey.js";
import { attendance } from "./behaviours/attendance.js";

for (const behaviour of [menu, errorSummary, password, print, copy, openWide, autosave, suggest, passkey, attendance]) behaviour(document);
