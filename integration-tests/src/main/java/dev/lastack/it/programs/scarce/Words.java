package dev.lastack.it.programs.scarce;

import java.util.ListResourceBundle;

/** A resource bundle. Public, because it is made by reflection. */
public final class Words extends ListResourceBundle {

    @Override
    protected Object[][] getContents() {
        return new Object[][] {{"word", "value"}};
    }
}
