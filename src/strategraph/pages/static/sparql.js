/* The query editor of /sparql: YASGUI's editor in place of the text box, and its tables below the form.

   Without this file, or where npm brought no editor, the form works as it stands. What is completed comes from this server:
   YASGUI itself would send what is typed to another host. */

import { drawResults } from "./results.js";

const { Yasqe } = window.Yasgui;
const place = document.querySelector("#editor");
const { release, language } = place.dataset;
const words = JSON.parse(place.dataset.words);
const form = document.querySelector("form.query");
const [text, format, button] = [form.elements.query, form.elements.format, form.querySelector("button")];
const answers = document.querySelector("#answers");
const chosen = new URLSearchParams(location.search).get("lang");
const wasAsked = new URLSearchParams(location.search).has("query");
/** Longer queries are sent by POST (characters): an address has its limits. */
const LONGEST_ADDRESS = 4000;
const MOST_HINTS = 100;
const FILES = { triples: ["turtle", "nt", "rdfxml", "jsonld"], solutions: ["json", "xml", "csv", "tsv"] };
const NAMES = { json: "JSON", xml: "XML", csv: "CSV", tsv: "TSV", turtle: "Turtle", nt: "N-Triples", rdfxml: "RDF/XML", jsonld: "JSON-LD" };

const known = await fetch(`/completions.json?lang=${language}`)
  .then((answer) => (answer.ok ? answer.json() : Promise.reject()))
  .catch(() => ({ prefixes: {}, class: {}, property: {} }));

completeFromHere();
const editor = makeEditor();
let running = null;
form.addEventListener("submit", (event) => {
  text.value = editor.getValue();
  if (format.value !== "html") return;
  event.preventDefault();
  running ? running.abort() : run(true);
});
window.addEventListener("popstate", () => location.reload());
if (wasAsked && !document.querySelector("#problem")) run(false);

/** Prefixes, classes and properties of ours in place of lists from elsewhere. */
function completeFromHere() {
  const { prefixes, class: classes, property } = Yasqe.Autocompleters;
  Object.assign(prefixes, {
    get: Object.entries(known.prefixes).map(([prefix, space]) => `${prefix}: <${space}>`),
    persistenceId: () => "",
  });
  for (const [completer, terms] of [[classes, known.class], [property, known.property]]) {
    completer.get = (_, token) => matching(Object.keys(terms), token?.autocompletionString ?? "");
    completer.postprocessHints = (yasqe, hints) => hints.map((hint) => labelled(hint, terms, yasqe.getPrefixesFromQuery()));
  }
}

/** Terms that begin with what is typed, whole or after their namespace. */
function matching(iris, typed) {
  const begins = (iri) => iri.startsWith(typed) || iri.replace(/^.*[#/]/, "").startsWith(typed);
  return iris.filter(begins).slice(0, MOST_HINTS);
}

/** A hint that also says what the term is called. */
function labelled(hint, terms, prefixes) {
  const iri = hint.text.replace(/^([^<:]*):/, (whole, prefix) => prefixes[prefix] ?? whole).replace(/^<|>$/g, "");
  return { ...hint, displayText: terms[iri] ? `${hint.text}  ${terms[iri]}` : hint.text };
}

function makeEditor() {
  text.after(place);
  text.hidden = true;
  text.required = false;
  place.hidden = false;
  const made = new Yasqe(place, {
    value: text.value,
    persistenceId: wasAsked ? null : "strategraph_query",
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    editorHeight: "auto",
    screenReaderLabel: text.labels[0].textContent,
    extraKeys: { Tab: false, "Shift-Tab": false, "Ctrl-Enter": () => run(true), "Cmd-Enter": () => run(true) },
  });
  made.showNotification = (key, message) => {
    Yasqe.prototype.showNotification.call(made, key, key.startsWith("autocomplete") ? message : words.complete);
  };
  made.setGutterMarker = (line, gutter, marker) => {
    if (marker) explain(marker, made.getTokenAt({ line, ch: made.getDoc().getLine(line).length }, true).state);
    return Yasqe.prototype.setGutterMarker.call(made, line, gutter, marker);
  };
  made.checkSyntax();
  text.labels[0].addEventListener("click", () => made.focus());
  return made;
}

/** What is wrong with a line, as a title; YASGUI would write it with a style inside, which the policy of this site forbids. */
function explain(marker, { errorMsg, possibleCurrent = [] }) {
  marker.onmouseover = marker.onmouseout = null;
  marker.setAttribute("role", "img");
  marker.title = errorMsg || words.invalid.replace("{expected}", possibleCurrent.join(", "));
}

/** The address of a query, which names the release for whoever cites it. */
function address(query, more) {
  return `/sparql?${new URLSearchParams({ query, ...more, ...(chosen ? { lang: chosen } : {}) })}`;
}

async function run(isNew) {
  const query = editor.getValue();
  running?.abort();
  const mine = (running = new AbortController());
  button.textContent = words.stop;
  answers.setAttribute("aria-busy", "true");
  try {
    const started = performance.now();
    const answer = await asked(query, mine.signal);
    const content = await answer.text();
    if (isNew) {
      history.pushState(null, "", address(query, { release }));
      document.querySelectorAll("#problem, #other-release").forEach((old) => old.remove());
    }
    answers.replaceChildren(answer.ok ? frame(query, answer, content, performance.now() - started) : problem(content));
    if (answer.ok) drawn(answer, content);
  } catch (fault) {
    if (fault.name !== "AbortError") answers.replaceChildren(problem("", words.unreachable));
  } finally {
    if (running === mine) {
      running = null;
      button.textContent = words.run;
      answers.removeAttribute("aria-busy");
    }
  }
}

/** A problem comes as the page that tells of it in the reader's language. */
function asked(query, signal) {
  const headers = { Accept: "application/sparql-results+json, text/turtle;q=0.9, text/html;q=0.1" };
  const parameters = new URLSearchParams({ query });
  return query.length <= LONGEST_ADDRESS
    ? fetch(`/sparql?${parameters}&lang=${language}`, { headers, signal })
    : fetch(`/sparql?lang=${language}`, { method: "POST", headers, signal, body: parameters });
}

function copied(id) {
  return document.querySelector(id).content.cloneNode(true);
}

function problem(content, told) {
  const shown = copied("#problem-frame");
  const page = new DOMParser().parseFromString(content, "text/html");
  shown.querySelector("p").textContent = told ?? page.querySelector("main .lead")?.textContent ?? content;
  return shown;
}

/** The frame of an answer: its files, and the address to cite. */
function frame(query, answer, content, milliseconds) {
  const shown = copied("#answer-frame");
  const kind = answer.headers.get("Content-Type").includes("turtle") ? "triples" : "solutions";
  const files = FILES[kind].map((name) => {
    const link = Object.assign(document.createElement("a"), { href: address(query, { format: name }), textContent: NAMES[name] });
    link.rel = "nofollow";
    return link;
  });
  shown.querySelector(".data span").append(...files.flatMap((link, number) => (number ? [", ", link] : [link])));
  const cite = shown.querySelector(".citation a");
  cite.href = address(query, { release });
  const seconds = (milliseconds / 1000).toLocaleString(language, { maximumFractionDigits: 2 });
  shown.querySelector(".count").dataset.seconds = seconds;
  return shown;
}

function drawn(answer, content) {
  const count = answers.querySelector(".count");
  const rows = drawResults(answers, answer, content, { ...place.dataset, prefixes: known.prefixes, words, chosen });
  const took = words.took.replace("{seconds}", count.dataset.seconds);
  count.textContent = rows === null ? took : `${words.rows.replace("{rows}", rows)} ${took}`;
}
