import { createTheme } from "@mantine/core";
import controls from "./controls.module.css";

const order: ("label" | "input" | "description" | "error")[] = ["label", "input", "description", "error"];
const field = {
  defaultProps: { inputWrapperOrder: order },
  classNames: { input: controls.input, label: controls.label, error: controls.error, description: controls.hint },
};
const overlay = { content: controls.sheet, title: controls.sheetTitle, overlay: controls.veil, header: controls.sheetHeader };

/**
 * Heights, radii and colours come from tokens.css; what is said here is what CSS
 * cannot say. The components are named, not imported: what a screen does not use
 * is not loaded.
 */
export const theme = createTheme({
  primaryColor: "teal",
  autoContrast: false,
  components: {
    Button: { defaultProps: { variant: "default" }, classNames: { root: controls.button, label: controls.buttonLabel } },
    Input: { classNames: { input: controls.input } },
    TextInput: field,
    PasswordInput: { ...field, classNames: { ...field.classNames, innerInput: controls.innerInput } },
    Textarea: { ...field, classNames: { ...field.classNames, input: controls.textarea } },
    NativeSelect: field,
    Select: { ...field, defaultProps: { ...field.defaultProps, checkIconPosition: "right", withScrollArea: false } },
    Combobox: { defaultProps: { shadow: "none" } },
    Checkbox: { defaultProps: { color: "var(--primary)", iconColor: "var(--on-primary)" } },
    Menu: { defaultProps: { shadow: "none", withInitialFocusPlaceholder: false }, classNames: { dropdown: controls.floating } },
    Modal: { defaultProps: { lockScroll: false, centered: true, transitionProps: { duration: 120 } }, classNames: overlay },
    Drawer: { defaultProps: { lockScroll: false, position: "right", transitionProps: { duration: 120 } }, classNames: overlay },
  },
});
