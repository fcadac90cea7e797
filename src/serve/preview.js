// Shows an edit as soon as it is saved, and what is wrong with it over the last good page.
"use strict";
(() => {
  const script = document.currentScript;
  const { revision } = script.dataset;
  const own = JSON.parse(script.dataset.faults);
  const place = `plenary:${location.pathname}`;
  let panel = null;

  const scrolled = sessionStorage.getItem(place);
  if (scrolled !== null) {
    sessionStorage.removeItem(place);
    addEventListener("load", () => scrollTo(0, Number(scrolled)));
  }

  const reload = () => {
    sessionStorage.setItem(place, String(scrollY));
    location.reload();
  };

  const element = (name, text, parent) => {
    const made = document.createElement(name);
    made.textContent = text;
    parent.append(made);
    return made;
  };

  const copy = (button, text) => {
    // Over the network and without TLS there is no clipboard: the words are selected, to be copied by hand.
    (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
      () => { button.textContent = "Copied"; },
      () => { getSelection().selectAllChildren(button); },
    );
  };

  const show = (faults) => {
    panel?.remove();
    panel = null;
    if (faults.length === 0) return;
    panel = document.createElement("plenary-panel");
    const shadow = panel.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
      :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 60vh; overflow: auto;
        color: #fff; background: #3d0a0a; border-top: 4px solid #ff6b6b; font: 15px/1.5 system-ui, sans-serif; }
      section { max-width: 72rem; margin: 0 auto; padding: 12px 16px 20px; }
      h2 { margin: 0 0 8px; font-size: 1.1em; }
      pre { margin: 4px 0 16px; overflow: auto; font: 14px/1.45 ui-monospace, monospace; }
      button { font: 14px/1.45 ui-monospace, monospace; color: #fff; background: #5c1616; border: 1px solid #ff9d9d;
        border-radius: 4px; padding: 2px 8px; cursor: pointer; }
      button:focus-visible { outline: 3px solid #fff; }`);
    shadow.adoptedStyleSheets = [sheet];
    const section = element("section", "", shadow);
    section.setAttribute("role", "alert");
    element("h2", `${faults.length === 1 ? "One fault" : `${faults.length} faults`}; behind this is the last good page`, section);
    for (const fault of faults) {
      const button = element("button", fault.place, section);
      button.type = "button";
      button.title = "Copy the place";
      button.addEventListener("click", () => copy(button, fault.place));
      element("pre", fault.text, section);
    }
    document.documentElement.append(panel);
  };

  // A browser has few connections to a host: only pages that are seen wait for changes.
  let events = null;
  const listen = () => {
    if (events || document.hidden) return;
    events = new EventSource(new URL("events", script.src));
    events.addEventListener("state", follow);
    events.addEventListener("styles", restyle);
  };
  const rest = () => {
    events?.close();
    events = null;
  };
  const follow = (event) => {
    const state = JSON.parse(event.data);
    if (state.faults.length > 0) show(state.faults);
    else if (state.revision === revision) show(own);
    else reload();
  };
  const restyle = () => {
    for (const sheet of document.querySelectorAll("link[rel~=stylesheet]")) {
      const next = sheet.cloneNode();
      const address = new URL(sheet.href);
      address.searchParams.set("changed", String(Date.now()));
      next.href = address;
      // The old one goes when the new one is there, so that the page is never bare.
      next.addEventListener("load", () => sheet.remove());
      sheet.after(next);
    }
  };
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  show(own);
  listen();
})();
