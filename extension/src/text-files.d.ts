// Files that the build reads: style sheets as text, catalogues as their messages.
declare module "*.ftl" {
  const messages: import("@fluent/bundle").FluentResource["body"];
  export default messages;
}
declare module "*.css" {
  const text: string;
  export default text;
}
