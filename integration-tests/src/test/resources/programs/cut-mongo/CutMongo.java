package com.shop;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;

/**
 * A client of MongoDB for each call, left behind or closed; each has threads of its own that watch the server. Arguments:
 * {@code PORT WAIT_MILLIS [closed]}.
 */
public class CutMongo {

    private static final int CALLS = 10;

    public static void main(String[] args) throws Exception {
        List<MongoClient> kept = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            MongoClient client = call(args[0]);
            kept.add(client);
            if (args.length > 2) {
                client.close();
            }
        }
        System.out.println("ANSWERED"); // the server hangs up upon it
        System.in.read();
        Thread.sleep(Long.parseLong(args[1]));
        System.out.println("KEPT " + kept.size());
        System.exit(0);
    }

    private static MongoClient call(String port) {
        MongoClient client = MongoClients.create("mongodb://127.0.0.1:" + port + "/?heartbeatFrequencyMS=60000");
        client.getDatabase("orders").runCommand(new Document("ping", 1));
        return client;
    }
}
