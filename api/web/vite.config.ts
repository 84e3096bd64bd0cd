/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The stack that `make up` runs; another one is named by APPROVALS_SERVER.
const server = process.env.APPROVALS_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { outDir: "dist", emptyOutDir: true, manifest: true, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // The Host header is kept: the server compares it with the origin of a write.
  server: { proxy: { "/api": { target: server, changeOrigin: false } } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
