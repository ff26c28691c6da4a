// A menu closes when a link in it was followed to a place on the same page.
(() => {
  "use strict";
  for (const menu of document.querySelectorAll("[popover].drawer")) {
    menu.addEventListener("click", (event) => {
      if (event.target.closest("a[href]") && menu.matches(":popover-open")) menu.hidePopover();
    });
  }
})();
