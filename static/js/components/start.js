/** Starts every small behaviour of the pages; each is hooked by data- attributes and works on markup that works without it. */
import { startActions } from "./actions.js";
import { startChoices } from "./choices.js";
import { startDialogs } from "./dialogs.js";
import { startFilters } from "./filters.js";
import { startForms } from "./forms.js";
import { startLightbox } from "./lightbox.js";
import { startMenus } from "./menus.js";
import { startTables } from "./tables.js";
import { startTabs } from "./tabs.js";
import { startToasts } from "./toasts.js";

startDialogs();
startForms();
startFilters();
startChoices();
startTables();
startTabs();
startMenus();
startToasts();
startLightbox();
startActions();
