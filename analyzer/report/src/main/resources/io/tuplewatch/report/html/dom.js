// Everything that is shown becomes a text node here: nothing is ever parsed as HTML. The one caller
// of innerHTML is the chart library, which empties its own container.
if (window.trustedTypes) {
  trustedTypes.createPolicy("default", {
    createHTML(html) {
      if (html !== "") {
        throw new TypeError("markup is made of nodes here");
      }
      return html;
    }
  });
}

const SVG = "http://www.w3.org/2000/svg";

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value !== undefined && value !== null && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.flat().filter(child => child !== null && child !== undefined));
  return node;
}

/** An element; children are nodes, or texts, which stay texts. */
function el(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/** An element whose style is set by script, which the content security policy allows. */
function styled(node, style) {
  Object.assign(node.style, style);
  return node;
}

/** The text with the words that the glossary knows as abbreviations with their meaning. */
function explained(text) {
  const parts = [];
  let rest = text;
  while (rest) {
    const found = MARKED.exec(rest);
    if (!found) {
      break;
    }
    parts.push(rest.slice(0, found.index));
    parts.push(el("abbr", {title: data.glossary[found[1].toLowerCase()]}, found[0]));
    rest = rest.slice(found.index + found[0].length);
  }
  return [...parts, rest];
}

/** Of all that the glossary explains, the words that readings are full of. */
const MARKED = /\b(four-tuple|early reuse|idle|SYN|nats)s?\b/i;
