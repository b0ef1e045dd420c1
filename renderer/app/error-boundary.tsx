import { Component, type ReactNode } from 'react';
import { ErrorState } from '../ui/states.tsx';

type State = { readonly failed: boolean };

/** A screen that fails to draw costs that screen, not the window. React offers this as a class only. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return <ErrorState error={{ code: 'internal', params: {}, incidentId: null }} onRetry={() => this.setState({ failed: false })} />;
  }
}
