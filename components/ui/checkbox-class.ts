/** The system's box in the product's colour: checked, mixed and disabled come drawn, in both themes. */
export const checkboxClass = 'size-4 shrink-0 cursor-pointer accent-accent disabled:cursor-not-allowed'
