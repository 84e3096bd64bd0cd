import { Button } from "@mantine/core";
import { Component, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/kit/EmptyState";

type Props = { children: ReactNode; at: string };
type State = { failedAt: string | null };

/** Keeps a screen that fails from taking the frame with it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failedAt: null };

  static getDerivedStateFromError(): Partial<State> {
    return { failedAt: "" };
  }

  override componentDidCatch() {
    this.setState({ failedAt: this.props.at });
  }

  override componentDidUpdate(before: Props) {
    if (before.at !== this.props.at && this.state.failedAt !== null) this.setState({ failedAt: null });
  }

  override render() {
    return this.state.failedAt === null ? this.props.children : <Failed />;
  }
}

function Failed() {
  const { t } = useTranslation();
  return (
    <EmptyState action={<Button onClick={() => window.location.reload()}>{t("common.reload")}</Button>}>
      {t("common.problem.page")}
    </EmptyState>
  );
}
