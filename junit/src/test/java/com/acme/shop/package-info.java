/** Tests of a user, as the extension's own tests run them: each leaks, or does not, in one way. */
package com.acme.shop;
