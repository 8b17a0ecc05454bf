/* Answers as YASGUI shows them: a table that sorts, filters and turns pages, or the text as it came.

   What YASGUI would do otherwise is mended here: words in one language only, controls without names, links that lead away
   from this server to things that have a page on it, text in double braces that it would fill in as a template, and text
   that it would read as HTML in order to clean it. */

const { Yasr } = window.Yasgui;
const Table = Yasr.plugins.table;
const PAGES = [["resource/", "/page/"], ["graph/", "/graph/"], ["ontology", "/ontology"]];
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
/** Base of the IRIs, prefixes, words and chosen language of the page. */
let site;

/* The table's handles for the width of columns bring a style element, which the policy of this site forbids: sparql.css has it. */
document.head.appendChild = (node) => (node.localName === "style" ? node : Node.prototype.appendChild.call(document.head, node));

/** Draw an answer into its frame; gives the number of rows, or null where there are none to count. */
export function drawResults(frame, answer, content, around) {
  site = around;
  const place = frame.querySelector(".results");
  const type = answer.headers.get("Content-Type");
  const json = type.includes("json") ? JSON.parse(content) : null;
  if (json && "boolean" in json) {
    frame.querySelector(".boolean").textContent = json.boolean ? site.words.yes : site.words.no;
    return null;
  }
  speak(site.words);
  const yasr = new Yasr(place, { persistenceId: null, defaultPlugin: json ? "table" : "response" });
  // the page has its own links to files, and its own words on the answer
  place.querySelectorAll(".yasr_downloadIcon, .yasr_external_ref_btn, .yasr_response_chip").forEach((one) => one.remove());
  new MutationObserver(() => mend(place, site.words)).observe(place, { childList: true, subtree: true });
  yasr.results = resultsOf(json, type, content);
  yasr.draw();
  return json ? json.results.bindings.length : null;
}

/** The answer in the form that the plugins read, without the rewriting of YASGUI's own parser. */
function resultsOf(json, type, content) {
  return {
    getAsJson: () => json,
    getBindings: () => json?.results.bindings ?? null,
    getVariables: () => json?.head.vars ?? [],
    getBoolean: () => undefined,
    getContentType: () => type,
    getError: () => undefined,
    hasError: () => false,
    getOriginalResponseAsString: () => (json ? JSON.stringify(json, null, 1) : content),
    getResponseTime: () => undefined,
    getStatements: () => null,
    getStatus: () => 200,
    getType: () => (json ? "json" : "ttl"),
  };
}

/** An IRI as the table has it: what has a page here leads to it, other addresses lead there, and the rest nowhere. */
Table.prototype.getUriLinkFromBinding = ({ value }) => {
  const target = leadsTo(value);
  return `<a class="iri"${target ? ` href="${escaped(target)}"` : ""}>${escaped(short(value))}</a>`;
};

/** What is sorted and filtered by is the text itself. */
const columnsOf = Table.prototype.getColumns;
Table.prototype.getColumns = function () {
  return columnsOf.call(this).map((column) => ({
    ...column,
    render: (data, type, ...more) => (data?.value === undefined || type === "display" ? column.render(data, type, ...more) : escaped(data.value)),
  }));
};

function leadsTo(iri) {
  const [part, path] = PAGES.find(([start]) => iri.startsWith(site.base + start)) ?? [];
  if (!part) return /^(https?:\/\/|mailto:)/i.test(iri) ? iri : null;
  const [rest, fragment] = iri.slice(site.base.length + part.length).split("#");
  return path + rest + (site.chosen ? `?lang=${site.chosen}` : "") + (fragment ? `#${fragment}` : "");
}

function short(iri) {
  const own = `${site.base}resource/`;
  if (iri.startsWith(own)) return iri.slice(own.length);
  const [prefix, space] = Object.entries(site.prefixes).find(([, start]) => iri.startsWith(start) && !iri.slice(start.length).includes("/")) ?? [];
  return space ? `${prefix}:${iri.slice(space.length)}` : iri;
}

function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => ESCAPED[sign]);
}

/** The words of the table in the language of the page. */
function speak(words) {
  Table.defaults.tableConfig.language = {
    info: words.info, infoEmpty: words.none, infoFiltered: words.filtered, emptyTable: words.none, zeroRecords: words.none,
    paginate: { first: "«", last: "»", next: "›", previous: "‹" },
    aria: {
      paginate: { first: words.first, last: words.last, next: words.next, previous: words.previous },
      orderable: words.orderable, orderableReverse: words.reverse, orderableRemove: words.unordered,
    },
  };
}

/** Names for whatever controls YASGUI has drawn anew. */
function mend(place, words) {
  for (const [name, label] of [["select_table", words.table], ["select_response", words.response]]) {
    const button = place.querySelector(`.${name}`);
    if (button && button.title !== label) {
      button.title = label;
      button.setAttribute("aria-label", label);
      button.querySelector("span").textContent = label;
    }
  }
  put(place, ".switch .label", [words.simple, words.ellipsis]);
  put(place, ".pageSizerLabel", [words.page_size]);
  put(place, ".tableSizer option[value='-1']", [words.all]);
  for (const field of place.querySelectorAll(".tableFilter")) describe(field, words.filter);
  for (const field of place.querySelectorAll(".tableSizer")) describe(field, words.page_size);
  for (const field of place.querySelectorAll(".yasr_results .CodeMirror textarea")) describe(field, words.response);
  for (const cell of place.querySelectorAll("thead th:first-child:not([aria-label])")) cell.setAttribute("aria-label", words.number);
}

function put(place, selector, texts) {
  place.querySelectorAll(selector).forEach((one, number) => {
    if (one.textContent !== texts[number]) one.textContent = texts[number];
  });
}

function describe(field, label) {
  if (field.getAttribute("aria-label") === label) return;
  field.setAttribute("aria-label", label);
  if (field.localName === "input") field.placeholder = label;
}
