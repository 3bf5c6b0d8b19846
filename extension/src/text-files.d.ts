// Files that the build reads as text.
declare module "*.ftl" {
  const text: string;
  export default text;
}
declare module "*.css" {
  const text: string;
  export default text;
}
