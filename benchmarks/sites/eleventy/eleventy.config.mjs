import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import markdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";

const PER_PAGE = 10;

// One formatter for all dates: to make one is slow.
const longDate = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });
const dayAndMonth = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });

// Strangers' words: no HTML of theirs, line ends stay.
const comments = markdownIt({ html: false, linkify: true, breaks: true });

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.setLibrary("md", markdownIt({ html: true, linkify: true, typographer: true }).use(anchor, { tabIndex: false }));
  config.addPassthroughCopy({ static: "/" });

  const threads = new Map();
  config.on("eleventy.before", () => threads.clear());
  config.addFilter("thread", (inputPath) => {
    if (!threads.has(inputPath)) {
      threads.set(inputPath, readThread(inputPath));
    }
    return threads.get(inputPath);
  });
  config.addFilter("comment", (body) => comments.render(body));
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("longDate", (date) => longDate.format(date));
  config.addFilter("dayAndMonth", (date) => dayAndMonth.format(date));
  config.addFilter("time", (date) => date.toISOString().slice(11, 16));
  config.addFilter("summary", (content) => content.slice(0, content.indexOf("<!-- more -->")));
  config.addFilter("description", describe);
  config.addFilter("termSlug", termSlug);

  config.addCollection("posts", (api) => {
    const posts = api.getFilteredByGlob("posts/*.md").reverse();
    posts.forEach((post, index) => {
      post.data.newer = posts[index - 1];
      post.data.older = posts[index + 1];
    });
    return posts;
  });
  config.addCollection("years", (api) => {
    const years = grouped(api.getFilteredByGlob("posts/*.md").reverse(), (post) => [post.date.getUTCFullYear()]);
    return [...years].map(([year, posts]) => ({ year, posts }));
  });
  for (const taxonomy of ["tags", "categories"]) {
    config.addCollection(`${taxonomy}Terms`, (api) => terms(api, taxonomy));
  }
  config.addCollection("termPages", (api) => ["tags", "categories"].flatMap((taxonomy) => terms(api, taxonomy).flatMap(inPages)));

  return { markdownTemplateEngine: false, dir: { output: "_site" } };
}

// The thread of a post as a tree, in one pass; nothing if it has none.
function readThread(inputPath) {
  const file = path.join("comments", `${path.basename(inputPath, ".md")}.json`);
  if (!existsSync(file)) {
    return null;
  }
  const all = JSON.parse(readFileSync(file, "utf-8"));
  const byId = new Map();
  const replies = [];
  for (const comment of all) {
    comment.date = new Date(comment.date);
    comment.replies = [];
    byId.set(comment.id, comment);
    (comment.parent ? byId.get(comment.parent).replies : replies).push(comment);
  }
  return { count: all.length, replies };
}

function terms(api, taxonomy) {
  const byName = grouped(api.getFilteredByGlob("posts/*.md").reverse(), (post) => post.data[taxonomy] ?? []);
  return [...byName]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, posts]) => ({ name, posts, taxonomy, url: `/${taxonomy}/${termSlug(name)}/` }));
}

function grouped(posts, keys) {
  const groups = new Map();
  for (const post of posts) {
    for (const key of keys(post)) {
      groups.has(key) ? groups.get(key).push(post) : groups.set(key, [post]);
    }
  }
  return groups;
}

function inPages(term) {
  const count = Math.ceil(term.posts.length / PER_PAGE);
  const url = (number) => (number === 1 ? term.url : `${term.url}page/${number}/`);
  return Array.from({ length: count }, (_, index) => ({
    name: term.name,
    taxonomy: term.taxonomy,
    total: term.posts.length,
    posts: term.posts.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
    url: url(index + 1),
    number: index + 1,
    count,
    newer: index > 0 ? url(index) : null,
    older: index + 1 < count ? url(index + 2) : null,
  }));
}

function termSlug(name) {
  return name.toLowerCase().replaceAll(" ", "-");
}

function describe(content) {
  const text = content.slice(0, content.indexOf("<!-- more -->")).replace(/<[^>]*>/g, "");
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}
