// Completions for every search field, by the combobox pattern of WAI-ARIA (list autocomplete with manual selection).
// Without this script the form works as it is: it leads to the page of results.

const PAUSE = 150; // milliseconds without a keystroke before completions are asked for
const LEAST = 2; // characters

function element(name, properties, children = []) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

class Completions {
  constructor(form, number) {
    this.form = form;
    this.input = form.querySelector("input[name=q]");
    this.list = element("ul", { id: `completions-${number}`, role: "listbox", ariaLabel: form.dataset.label, hidden: true, className: "completions" });
    this.status = element("p", { role: "status", className: "unseen" });
    this.input.after(this.list, this.status);
    this.input.role = "combobox";
    this.input.ariaAutoComplete = "list";
    this.input.ariaExpanded = "false";
    this.input.setAttribute("aria-controls", this.list.id);
    this.active = -1;
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the field
    this.list.addEventListener("click", (event) => this.follow(event.target.closest("[role=option]")));
    form.addEventListener("submit", () => this.forget());
  }

  later() {
    this.forget();
    if (this.input.value.trim().length < LEAST) return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  forget() {
    clearTimeout(this.timer);
    this.request?.abort();
  }

  async ask() {
    this.request = new AbortController();
    const fields = new URLSearchParams(new FormData(this.form));
    try {
      const answer = await fetch(`/search/completions?${fields}`, { signal: this.request.signal, headers: { Accept: "application/json" } });
      if (answer.ok) this.show((await answer.json()).items);
      else this.close();
    } catch (fault) {
      if (fault.name !== "AbortError") this.close(); // the form still works
    }
  }

  show(items) {
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...items.map((item, number) => this.option(item, number)));
    this.status.textContent = items.length ? `${this.form.dataset.some} ${items.length}` : this.form.dataset.none;
    this.open(items.length > 0);
  }

  option(item, number) {
    const name = element("bdi", { textContent: item.label });
    if (item.language) name.lang = item.language;
    const code = item.code ? [element("span", { className: "code", textContent: item.code }), " "] : [];
    const about = element("span", { className: "about", textContent: [item.kind, item.plan, ...item.names].filter(Boolean).join(" · ") });
    const made = element("li", { id: `${this.list.id}-${number}`, role: "option", ariaSelected: "false" }, [...code, name, " ", about]);
    made.dataset.href = item.href ?? "";
    return made;
  }

  open(shown) {
    this.list.hidden = !shown;
    this.input.ariaExpanded = String(shown);
  }

  close() {
    this.open(false);
    this.mark(-1);
    this.status.textContent = "";
  }

  mark(number) {
    const options = this.list.children;
    if (options[this.active]) options[this.active].ariaSelected = "false";
    this.active = number;
    const chosen = options[number];
    if (!chosen) return this.input.removeAttribute("aria-activedescendant");
    chosen.ariaSelected = "true";
    chosen.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen.id);
  }

  move(step) {
    const count = this.list.children.length;
    if (!count) return;
    if (this.list.hidden) this.open(true);
    const places = count + 1; // one of them is the field itself
    this.mark(((this.active + 1 + step + places) % places) - 1);
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      this.follow(this.list.children[this.active]);
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    }
  }

  follow(option) {
    if (option?.dataset.href) location.assign(option.dataset.href);
  }
}

document.querySelectorAll("form.search").forEach((form, number) => new Completions(form, number));
