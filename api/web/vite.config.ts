/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

// The stack that `make up` runs; another one is named by APPROVALS_SERVER.
const server = process.env.APPROVALS_SERVER ?? "http://127.0.0.1:8080";

/** Installable, and started without a network: the files of the page are kept, what the API answers never is. */
const offline = VitePWA({
  strategies: "generateSW",
  // The page registers it from a module: the policy lets no inline script run.
  injectRegister: null,
  registerType: "prompt",
  manifestFilename: "manifest.webmanifest",
  manifest: {
    id: "/",
    name: "Approvals 审批",
    short_name: "Approvals",
    start_url: "/",
    display: "standalone",
    background_color: "#F6F5F2",
    theme_color: "#F6F5F2",
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  },
  workbox: {
    inlineWorkboxRuntime: true,
    sourcemap: false,
    globPatterns: ["index.html", "scheme.js", "icon.svg", "assets/*.{js,css}"],
    // PDFs are shown by what is large, and come from the server themselves.
    globIgnores: ["assets/PdfView*", "assets/pdf*"],
    dontCacheBustURLsMatching: /^assets\//,
    navigateFallback: "/index.html",
    navigateFallbackDenylist: [/^\/(api|healthz|readyz|metrics)(\/|$)/],
    cleanupOutdatedCaches: true,
  },
});

export default defineConfig({
  plugins: [react(), offline],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { outDir: "dist", emptyOutDir: true, manifest: true, target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  // The Host header is kept: the server compares it with the origin of a write.
  server: { proxy: { "/api": { target: server, changeOrigin: false } } },
  // The machine may be busy with the servers: what is waited for comes, only later.
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"], testTimeout: 30_000, expect: { poll: { timeout: 10_000 } } },
});
