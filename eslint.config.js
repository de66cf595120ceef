// @ts-check
import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["static/vendor/", "node_modules/", ".venv/", ".cache/", "bench/out/", "instance/"] },
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2024, sourceType: "module" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      curly: ["error", "multi-line"],
      eqeqeq: "error",
      "no-alert": "error",
      "no-console": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-unused-vars": ["error", { caughtErrors: "none" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": "error",
      "prefer-template": "error",
    },
  },
  { files: ["static/**/*.js"], languageOptions: { globals: globals.browser } },
  {
    // Scripts without a window: a service worker, and workers that decode camera frames.
    files: ["static/**/sw.js", "static/**/*service-worker.js", "static/**/*service_worker.js"],
    languageOptions: { globals: globals.serviceworker },
  },
  {
    files: ["static/**/*worker.js"],
    ignores: ["static/**/*service-worker.js", "static/**/*service_worker.js"],
    languageOptions: { globals: globals.worker },
  },
  { files: ["tests/js/**/*.js"], languageOptions: { globals: globals.node } },
  { files: ["eslint.config.js"], languageOptions: { globals: globals.node } },
];
