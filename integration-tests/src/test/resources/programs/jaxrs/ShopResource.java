package com.shop;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;

/** JAX-RS, in whatever container. */
@Path("/shop")
public class ShopResource {

    @GET
    @Path("orders/{id}")
    public void order(@PathParam("id") String id, @Suspended AsyncResponse response) {
        Served.took(response);
    }

    @GET
    @Path("events")
    public void events(@Suspended AsyncResponse response) {
        Served.took(response);
    }

    @GET
    @Path("report")
    public String report() throws InterruptedException {
        Served.never().await();
        return "done";
    }

    @GET
    @Path("health")
    public String health() {
        return "fine";
    }
}
