/** The application's mark: two ends joined through a tunnel. */
export function AppMark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true">
      <rect x="1" y="1" width="18" height="18" rx="4" fill="var(--colorBrandBackground)" />
      <path
        d="M4.5 14.5v-4a5.5 5.5 0 0 1 11 0v4"
        fill="none"
        stroke="var(--colorNeutralForegroundOnBrand)"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
      <path d="M8 14.5v-3.6a2 2 0 0 1 4 0v3.6z" fill="var(--colorNeutralForegroundOnBrand)" />
    </svg>
  );
}
